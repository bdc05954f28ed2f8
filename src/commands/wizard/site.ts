import type { Language } from '../../i18n/say.js'
import type { DraftHost } from '../../wizard/draft.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import type { Machines } from '../organisation/machines.js'
import type { World } from '../program/session.js'
import type { Keyring } from './keyring.js'

/** Where the machines are that a workbench works on: the operator's own machines and folders, or those of a rehearsal. */
export interface Site {
  readonly isRehearsal: boolean
  readonly machines: Machines
  /** Hosts that need not be typed. */
  readonly offered: (count: number) => readonly DraftHost[]
  /** Absolute path for a folder as it was typed. */
  readonly folderOf: (typed: string) => string
  /** Where host keys lie that were confirmed for a draft before it had a folder. */
  readonly knownHosts: (draftId: string) => string
  readonly install: (order: InstallOrder) => Promise<RunHandle>
  readonly close: () => Promise<void>
}

export interface InstallOrder {
  readonly world: World
  readonly language: Language
  /** Of the organisation, absolute. */
  readonly file: string
  /** Of the plan that was reviewed. */
  readonly digest: string
  readonly keyring: Keyring
  /** Of an account on somebody else's database server, where the plan needs it. */
  readonly databasePassword?: string
  /** Ends the following of a run, not the run. */
  readonly signal: AbortSignal
}
