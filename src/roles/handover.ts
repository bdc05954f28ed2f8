import type { HostFacts } from '../facts/host-facts.js'
import type { Instance, Topology } from '../topology/topology.js'
import type { RoleReason } from './words.js'

/** What a role tells once an organisation runs, on the last screen and in `handover.md`: nothing in it is secret. */
export interface Handover {
  /** Whether it works, as the services themselves tell. `says` of services is not made printable yet. */
  proofs?(told: Told, stateOf: (instance: Instance) => ProofState): readonly RoleProof[]
  /** What others need to know of it. What the services did not tell is left out. */
  card?(told: Told): Readonly<Partial<Record<Audience, readonly RoleRow[]>>>
  /** What is left for people to do with it, in order. */
  next?(told: Told): readonly RoleReason[]
}

/** What hosts have told, by name; one that did not answer is absent. */
export interface Told {
  readonly topology: Topology
  readonly facts: Readonly<Record<string, HostFacts>>
}

/** `open` is for what comes later, or only others can bring about, or nothing can be asked of from here. */
export type ProofState = 'ok' | 'open' | 'failed'

export interface RoleProof extends RoleReason {
  readonly state: ProofState
}

/** Other organisations of the network, a Moirea platform, or whoever uses the console. */
export type Audience = 'partners' | 'moirea' | 'console'

type RoleRow = readonly [label: RoleReason, value: string | undefined]

/** What a host told, of the room's own kind. */
export function toldBy<T>({ facts }: Told, host: string, read: (facts: HostFacts) => T): T | undefined {
  const known = Object.hasOwn(facts, host) ? facts[host] : undefined
  return known === undefined ? undefined : read(known)
}
