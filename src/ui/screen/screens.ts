import type { Cell } from '../../wizard/cell.js'
import type { Draft } from '../../wizard/draft.js'
import type { Session } from '../../wizard/session.js'
import type { Workbench } from '../../wizard/workbench.js'
import type { Charset } from '../charset.js'
import type { Paint } from '../colour.js'
import type { Terminal } from './open-screen.js'
import type { Leave } from './step.js'

/**
 * The full-screen side of the program, handed in by `bin`: `src` doesn't know the screens. Each resolves when the
 * operator leaves, with the terminal given back.
 */
export interface Screens {
  readonly wizard: (input: WizardInput) => Promise<Leave>
}

export interface ScreenInput {
  readonly terminal: Terminal
  readonly paint: Paint
  readonly charset: Charset
  /** Gives the terminal back and resolves as if the operator had left: the process was told to end. */
  readonly signal: AbortSignal
}

export interface WizardInput extends ScreenInput {
  readonly draft: Cell<Draft>
  readonly session: Session
  readonly bench: Workbench
}
