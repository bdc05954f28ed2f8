import type { Language } from '../../i18n/say.js'
import type { Release } from '../../topology/release.js'
import type { Topology } from '../../topology/topology.js'
import type { Cell } from '../../wizard/cell.js'
import type { Draft } from '../../wizard/draft.js'
import type { Learned } from '../../wizard/learned.js'
import type { Asker } from '../../wizard/live-facts.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import type { Workbench } from '../../wizard/workbench.js'
import type { GalleryInput } from '../gallery/pages.js'
import type { Look } from './hooks.js'
import type { Terminal } from './open-screen.js'
import type { Leave } from './step.js'

/**
 * The full-screen side of the program, handed in by `bin`: `src` doesn't know the screens. Each resolves when the
 * operator leaves, with the terminal given back.
 */
export interface Screens {
  readonly wizard: (input: WizardInput) => Promise<Leave>
  /** A run that another process carries out. */
  readonly watch: (input: WatchInput) => Promise<Leave>
  readonly status: (input: StatusInput) => Promise<Leave>
  readonly gallery: (input: GalleryScreenInput) => Promise<Leave>
}

export interface ScreenInput extends Pick<Look, 'paint' | 'charset' | 'asTyped'> {
  readonly terminal: Terminal
  /** Gives the terminal back and resolves as if the operator had left: the process was told to end. */
  readonly signal: AbortSignal
}

export interface WizardInput extends ScreenInput {
  readonly draft: Cell<Draft>
  readonly learned: Learned
  readonly bench: Workbench
}

/** Of screens outside of the wizard. */
interface StandAloneInput extends ScreenInput {
  /** Outlives the screen, which may be shown again. */
  readonly language: Cell<Language>
}

export interface WatchInput extends StandAloneInput {
  readonly topology: Topology
  readonly run: RunHandle
  /** Of the organisation, absolute. */
  readonly folder: string
}

export interface StatusInput extends StandAloneInput {
  readonly topology: Topology
  readonly release: Release
  readonly asker: Asker
  /** Command line that follows the log of an instance, until Ctrl-C. */
  readonly logs: (instance: string) => readonly string[]
}

export interface GalleryScreenInput extends StandAloneInput, GalleryInput {}
