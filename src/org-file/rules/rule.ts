import type { Finding, Path } from '../../topology/document.js'
import type { Release } from '../../topology/release.js'
import type { Host, Instance, Topology } from '../../topology/topology.js'

/** Something that no single key can show. Pure; a rule knows no other rule. */
export type Rule = (input: RuleInput) => Finding[]

export interface RuleInput {
  /** What could be understood of the file: a broken entry is missing here. */
  readonly topology: Topology
  /** Absent when the file names a release that does not exist. */
  readonly release: Release | undefined
  /** Plain value of the file. */
  readonly file: unknown
  /** Place of a host or an instance in the file. */
  readonly pathOf: (what: Host | Instance) => Path
  /** Something at or below this path is broken: conclude nothing from what is missing there. */
  readonly isBroken: (path: Path) => boolean
}
