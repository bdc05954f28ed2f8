import type { Problem } from '../errors/problem.js'
import type { HostSize } from '../topology/release.js'
import type { Instance, Role } from '../topology/topology.js'
import type { RoleReason } from './words.js'

/** What the organisation is for; picks the preset. `several`: more than one data or compute service. */
export const WANTS = ['join', 'data', 'compute', 'both', 'several'] as const
export type Want = (typeof WANTS)[number]
/** What most begin with. */
export const USUAL_WANT: Want = 'data'

/** How the wizard finds a host for a role. */
export interface Placing {
  /** The lowest is placed first: what is light finds a place beside it. */
  readonly order: number
  /** How many of it these answers ask for. Without a wish: as many as there are. */
  wanted(input: PlacingInput): number
  /** What it costs that a host bears these roles; only differences say something. */
  company?(count: (role: Role) => number, isSmall: boolean): number
  /** What it costs that a host bears it to which no public address leads, if to another one leads one. */
  readonly outOfReach?: number
  /** What it costs others to be placed beside it, as a share of a host. */
  readonly burden?: number
  /** Why it is where it is; undefined: for no reason of its own. */
  because?(input: Placed): RoleReason | undefined
  /** What a measured host says against its instances there. */
  warns?(host: string, here: readonly Instance[], size: HostSize): readonly Problem[]
}

export interface PlacingInput {
  readonly want: Want | undefined
  /** Hosts of the organisation. */
  readonly hosts: number
  /** How many entries of a role there are. */
  readonly present: (role: Role) => number
}

interface Placed {
  readonly hosts: readonly string[]
  /** Roles that share its hosts. */
  readonly others: readonly Role[]
  /** Public address of its first host, if one is known. */
  readonly address: string | undefined
}

/** A database under load and a fighter's tasks on less than 8 GB end with one of them killed. */
export const SMALL_GIB = 7.2

/** Pairs among so many. */
export function pairs(count: number): number {
  return (count * (count - 1)) / 2
}
