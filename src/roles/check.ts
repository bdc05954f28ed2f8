import type { Problem } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { SecretSet } from '../lib/text.js'
import type { OwnRecord } from '../record/judge-records.js'
import type { ReadyArtifact, Release } from '../topology/release.js'
import { type Host, type Instance, instancesOn, type Topology } from '../topology/topology.js'

/** A rule about the real hosts. Pure: facts in, problems out; what it needs to know must be a fact. */
export type Check = (input: CheckInput) => readonly Problem[]

export interface CheckInput {
  readonly topology: Topology
  readonly release: Release
  /** By host name; a host that could not be reached is absent. */
  readonly facts: Readonly<Record<string, HostFacts>>
  /** Result of trying the planned ports between hosts; absent until they were tried. */
  readonly reach: readonly Reach[]
  /** Result of trying what should be closed; absent where nobody tried. */
  readonly closed?: readonly TriedClosed[]
  /** What will be sent, for its size; absent while the artifacts are not known yet. */
  readonly artifacts?: readonly ReadyArtifact[]
  /** Which secrets the folder has; absent where that does not count. */
  readonly secretSet?: SecretSet
  /** What the folder has applied and would apply; absent where that does not count. */
  readonly ownRecord?: OwnRecord
  /** Everything comes from a bundle: what it does not carry for a host, the host will not get. */
  readonly offline?: boolean
}

/** What time and people do to hosts that were well. `nowMs`: milliseconds since the epoch, by this machine. */
export type Upkeep = (input: UpkeepInput) => readonly Problem[]

export interface UpkeepInput extends Pick<CheckInput, 'topology' | 'release' | 'facts'> {
  readonly nowMs: number
}

/** One try of a connection that the organisation will need. */
export interface Reach {
  /** Host name of the one who dials. */
  readonly from: string
  /** Host name, or `data-center`, `database` or `via-external`. */
  readonly to: string
  readonly address: string
  readonly port: number
  readonly purpose: string
  readonly result: 'open' | 'refused' | 'filtered' | 'unreachable'
}

/** One try of a connection that should not come about. */
export interface TriedClosed extends Omit<Reach, 'from' | 'purpose' | 'result'> {
  /** Host name; absent: the operator's computer, or nobody: port 0 stands for all of a host that does not answer. */
  readonly from?: string
  /** Absent where it could not be tried. */
  readonly result?: Reach['result']
}

/** A host that bears roles and has answered, with what will run there. */
export interface LookedAt {
  readonly host: Host
  readonly facts: HostFacts
  readonly instances: readonly Instance[]
}

/** In the topology's order. */
export function lookedAt({ topology, facts }: CheckInput): LookedAt[] {
  return topology.hosts.flatMap((host) => {
    const known = facts[host.name]
    const instances = instancesOn(topology, host.name)
    return known === undefined || instances.length === 0 ? [] : [{ host, facts: known, instances }]
  })
}

/** This organisation has put something of that instance on the host before, also where it was removed since. */
export function wasHere(facts: HostFacts, organisation: string, instance: string): boolean {
  const { receipts, record, installDirectory = [] } = facts
  const isIts = (one: { readonly organisation: string }) => one.organisation === organisation
  return (
    receipts.some((receipt) => isIts(receipt) && receipt.instance === instance) ||
    (record !== undefined &&
      isIts(record) &&
      installDirectory.some((name) => name.startsWith(`.removed/${instance}-`)))
  )
}
