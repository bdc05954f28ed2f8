import type { Draft } from '../draft.js'
import type { Asker } from '../live-facts.js'
import type { StepId } from '../steps.js'
import type { OpenOrganisation, Operated } from '../workbench.js'
import type { DeedId } from './deeds.js'

/** An organisation that is looked at again and again. */
export interface HomeLook {
  readonly organisation: OpenOrganisation
  readonly asker: Asker
  /** Asks no more: its organisation is about to be closed. */
  readonly stop: () => void
}

/** What the operator points at: an instance by its id, else a host alone. */
export interface PointedAt {
  readonly host: string
  readonly instance?: string
}

/** Something that was begun from home; on the screen where it was begun Esc gives it up. */
export interface Deed {
  /** The answers as they were. */
  readonly before: Draft
  readonly entry: StepId
  readonly id: Exclude<DeedId, 'history' | 'logs' | 'restore'>
  /** What is carried out instead of, or beside, making hosts as the answers say. */
  readonly operated?: Operated
}
