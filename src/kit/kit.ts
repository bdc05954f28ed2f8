import { sha256 } from '../lib/digest.js'
import type { PlanInput, PlanNode } from '../planner/plan.js'
import { CARRIER_KEY } from '../roles/secret-names.js'
import type { Release } from '../topology/release.js'
import type { Host, Topology } from '../topology/topology.js'

/** What is carried to a host that nothing may connect to, before it becomes files. */
export interface Kit {
  /** Names this kit in its receipt. */
  readonly id: string
  readonly topology: Topology
  readonly release: Release
  readonly host: Host
  readonly target: KitTarget
  readonly steps: readonly KitStep[]
  /** UTC, ISO 8601, by the clock of the machine that made it. */
  readonly made: string
  /** Version of the installer that made it. */
  readonly installer: string
  /** Tells apart two organisations of one name: a digest that only this one's secrets give. */
  readonly organisationId: string
}

/** The machine that a kit fits. */
export interface KitTarget {
  /** `debian-12` */
  readonly system: string
  readonly avx2: boolean
  /** Once the host has told it: another machine with the same address is refused. */
  readonly machineId?: string
}

/** One action, in the words of whoever reads the script. */
export interface KitStep {
  readonly node: PlanNode
  /** What it does, one line. */
  readonly title: string
  readonly because: string
}

/** One file of a kit, by its path below the kit's folder, and where its bytes come from. */
export type KitFile =
  | { readonly path: string; readonly mode: number; readonly text: string }
  | { readonly path: string; readonly mode: number; readonly sha256: string; readonly size: number }

/** Where an artifact lies in a kit: by its own name, below its checksum, since two may share a name. */
export function artifactPath(action: { readonly path: string; readonly sha256: string }): string {
  return `files/${action.sha256.slice(0, 16)}/${action.path.slice(action.path.lastIndexOf('/') + 1)}`
}

/** `secrets`: one line for each way in which a secret is written. */
export const SECRETS_FILE = 'secrets'

/** Two organisations may have one name; a digest of their keys tells them apart and tells nothing of the keys. */
export function organisationIdOf(
  { organisation }: Topology,
  { secretDigest }: Pick<PlanInput, 'secretDigest'>,
): string {
  return sha256(`${organisation} ${secretDigest(CARRIER_KEY)}`).slice(0, 16)
}
