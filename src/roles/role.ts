import type { Instance, RoleOf } from '../topology/topology.js'
import type { Check, Upkeep } from './check.js'
import type { Handover } from './handover.js'
import type { Placing } from './placing.js'
import type { Service } from './service.js'
import type { Settings } from './settings.js'
import type { RoleWords } from './words.js'

/** All that is to be known of one role. Nobody outside its room knows it by name: everything asks the list in `index.ts`. */
export interface Room<I extends Instance = Instance> {
  readonly id: RoleOf<I>
  /** The part of an installation in which it is brought up; roles may share one. */
  readonly phase: string
  /** Its entry in org.yaml: how many there may be, its keys, its ports. */
  readonly settings: Settings<I>
  /** What runs on a host. */
  readonly service: Service<I>
  /** What is said of it, `?` included, in both languages. */
  readonly words: RoleWords
  readonly picture: Pictured<I>
  /** How the wizard finds a host for it. */
  readonly placing: Placing
  /** What stands for its service on simulated hosts; nobody but a rehearsal loads it. */
  readonly rehearsed: () => Promise<{ readonly rehearsed: import('../rehearsal/simulation.js').Rehearsed }>
  /** What it tells once an organisation runs; roles that tell one thing together share one. */
  readonly handover?: Handover
  /** Rules about real hosts that only this role has, by id; each is called `check.<id>` among its words. */
  readonly checks?: Readonly<Record<string, Check>>
  /** What only this role wears out. */
  readonly upkeep?: Upkeep
}

/** How a role is drawn. */
interface Pictured<I extends Instance = Instance> {
  /** Row of the picture: `upper` are hosts that the outside reaches, `lower` are many that are like. */
  readonly tier: 'upper' | 'middle' | 'lower'
  /** From left to right among the upper ones: the longest labels come first, since theirs is the most room. */
  readonly place?: number
  /** What others of the network come to it for; a `peer` comes and goes. */
  readonly dialledFor?: { readonly what: 'p2p' | 'tasks'; readonly isPeer?: true }
  /** All others register there: it has a line of its own. The port that they talk to. */
  registry?(instance: I): number
  /** Ports that an operator knows it by. Absent: those that come from outside. */
  shortPorts?(instance: I, isTight: boolean): string
}
