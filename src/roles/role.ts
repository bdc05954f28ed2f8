import type { Instance, RoleOf } from '../topology/topology.js'
import type { Check } from './check.js'
import type { Handover } from './handover.js'
import type { Pictured } from './picture.js'
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
}
