import type { Instance } from '../topology/topology.js'

/** How a role is drawn. */
export interface Pictured<I extends Instance = Instance> {
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
