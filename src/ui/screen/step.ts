import type { ReactElement } from 'react'
import type { Draft } from '../../wizard/draft.js'
import type { Edit } from '../../wizard/edit.js'
import type { Learned } from '../../wizard/learned.js'
import type { StepId } from '../../wizard/steps.js'
import type { Workbench } from '../../wizard/workbench.js'

/** One screen of the wizard. */
export interface Step {
  /** Harmless looking that begins when the screen comes on: probing, checking. Never changes a host. */
  readonly enter?: (props: StepProps) => void
  readonly View: (props: StepProps) => ReactElement
}

export interface StepProps {
  readonly draft: Draft
  /** The edit is saved; confirmed steps that rest on what changed become stale. */
  readonly change: (edit: Edit) => void
  /** Confirms this step and goes on to the next that is needed. */
  readonly next: () => void
  readonly back: () => void
  readonly goTo: (step: StepId) => void
  /** Goes on with other answers, on the screen where these were left. */
  readonly take: (draft: Draft) => void
  readonly bench: Workbench
  readonly learned: Learned
  /** Of the body: what header and hint line leave. */
  readonly size: Size
  readonly leave: (how: Leave) => void
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** How a screen gives the terminal back. */
export type Leave =
  | { readonly kind: 'quit' }
  /** The run goes on without a screen. */
  | { readonly kind: 'detach'; readonly folder: string }
  /** Stops as Ctrl-Z does elsewhere, and comes back when the shell lets it go on. */
  | { readonly kind: 'suspend' }
  /** Runs a command with the terminal and comes back; `waits`: once its output was read; `after`: before screens are on again. */
  | {
      readonly kind: 'shell'
      readonly command: readonly string[]
      readonly waits?: true
      readonly after?: () => Promise<void>
    }
