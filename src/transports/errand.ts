import type { ReceiptOwner } from '../actions/receipt.js'
import type { Questions } from '../facts/questions.js'
import type { Command } from '../lib/command.js'
import type { PlanNode } from '../planner/plan.js'
import type { HostRemoval } from '../planner/remove.js'
import type { Endpoint } from '../preflight/reach.js'
import type { Topology } from '../topology/topology.js'
import type { Incoming } from './partial-file.js'

/**
 * What a script is for, as data. A real host runs the script and never sees this; a simulated host has no bash,
 * carries this out instead, and prints what the script would have printed.
 */
export type Errand =
  /** `gatherScript` */
  | { readonly kind: 'gather'; readonly questions: Questions }
  /** `askHold` */
  | { readonly kind: 'ask-hold' }
  /** `batchScript` */
  | {
      readonly kind: 'batch'
      readonly nodes: readonly PlanNode[]
      readonly owner: ReceiptOwner
      readonly marker: string
    }
  /** `nodeScript` of an artifact that has just been sent. */
  | { readonly kind: 'receipt'; readonly node: PlanNode; readonly owner: ReceiptOwner }
  /** `loadTable`, and `nodeScript` with `confirmTable` before it */
  | { readonly kind: 'load-table'; readonly node: PlanNode }
  | { readonly kind: 'confirm-table'; readonly node: PlanNode; readonly owner: ReceiptOwner }
  /** `arrivedCommand` */
  | { readonly kind: 'arrived'; readonly file: Incoming }
  /** `sumUpCommand` */
  | { readonly kind: 'sum-up'; readonly path: string }
  /** `serveCommand`; ends when it is stopped. */
  | { readonly kind: 'serve' }
  /** `fetchCommand`, for the host of that name. */
  | { readonly kind: 'fetch'; readonly file: Incoming; readonly host: string }
  /** `listenCommand` */
  | { readonly kind: 'listen'; readonly targets: readonly Endpoint[]; readonly seconds: number }
  /** `dialCommand` */
  | { readonly kind: 'dial'; readonly targets: readonly Endpoint[] }
  /** `stopListeningCommand` */
  | { readonly kind: 'stop-listening'; readonly pid: number }
  /** What `askHold` prints, the line `begins`, and `journalctl` of some units, as JSON lines. */
  | {
      readonly kind: 'logs'
      readonly units: readonly string[]
      readonly count: number
      readonly follow: boolean
      readonly begins: string
    }
  /** `rebootCommand` */
  | { readonly kind: 'reboot' }
  /** `readRecord` */
  | { readonly kind: 'read-record'; readonly generation: number }
  /** `readRecords` */
  | { readonly kind: 'read-records' }
  /** `fileSums` */
  | { readonly kind: 'file-sums'; readonly paths: readonly string[] }
  /** `readRunLog` */
  | { readonly kind: 'read-run-log' }
  /** `packedCommand`, `removePackedCommand`, of that directory */
  | { readonly kind: 'packed' | 'remove-packed'; readonly directory: string }
  /** `packedDirectoryCommand` */
  | { readonly kind: 'make-packed'; readonly directory: string }
  /** `keptCommand` */
  | { readonly kind: 'kept-backups'; readonly folder: string }
  /** `leftoversCommand` */
  | { readonly kind: 'leftovers'; readonly topology: Topology; readonly removal: HostRemoval }

/** A script, and what it is for where a simulated host may be asked to do it. */
export interface Job extends Command {
  readonly errand?: Errand
}

/** A script together with what it is for. */
export function jobFor(errand: Errand, command: Command): Job {
  return { ...command, errand }
}
