import type { Word } from '../../i18n/say.js'
import type { Want } from '../../roles/placing.js'
import type { Role, Topology } from '../../topology/topology.js'
import type { Advice } from '../advice.js'
import type { DraftFile, Known } from '../draft.js'
import type { Fix } from '../fix-advice.js'
import type { Placement } from '../placements.js'

/** What the picture of the roles is being used for, beside the answers themselves. */
export interface Editor {
  readonly mode: Mode
  /** A host by its name, or an instance: `data-8700@h4`. May be gone meanwhile. */
  readonly focus: string
  /** Which advice is shown. */
  readonly adviceAt: number
  /** Answers before each edit, the latest last. */
  readonly past: readonly DraftFile[]
  /** What was done with the last key, until the next one. */
  readonly said?: Said
}

export type Mode =
  | { readonly kind: 'browse' }
  /** A role, or all that a host bears, is held above another host, and is shown there. */
  | {
      readonly kind: 'move'
      readonly what: Placement | undefined
      readonly from: string
      readonly to: string
    }
  | { readonly kind: 'add'; readonly host: string; readonly roles: readonly Role[]; readonly at: number }
  | { readonly kind: 'leave-out'; readonly host: string }
  | { readonly kind: 'why' }
  /** One host alone, scrolled to a row. */
  | { readonly kind: 'zoom'; readonly top: number }

interface Said {
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
}

/** What the editor looks at when a key comes. */
export interface Situation {
  readonly file: DraftFile
  readonly want: Want | undefined
  readonly known: Known
  /** Of what is shown: while something is held, where it would be then. */
  readonly topology: Topology
  /** Hosts as the picture has them. */
  readonly order: readonly string[]
  readonly advice: readonly Advice[]
  readonly fix: Fix | undefined
  /** How far down a zoomed host can be scrolled, and by how much at once. */
  readonly lastTop: number
  readonly page: number
}

export interface Key {
  readonly name: string
  readonly text: string
}

/** What a key does in a mode. */
export type InMode<K extends Mode['kind']> = (
  key: Key,
  mode: Extract<Mode, { kind: K }>,
  editor: Editor,
  now: Situation,
) => Outcome | undefined

export interface Outcome {
  readonly editor: Editor
  /** The answers, if the key has changed them. */
  readonly file?: DraftFile
  readonly goesOn?: true
}

export const FRESH: Editor = { mode: { kind: 'browse' }, focus: '', adviceAt: 0, past: [] }

const MOST_UNDONE = 50

/** Ends what was under way with these answers; they can be taken back. */
export function commit(
  editor: Editor,
  { file: before }: Situation,
  file: DraftFile,
  word: Word,
  values: Said['values'] = {},
): Outcome {
  const next = tell({ ...editor, mode: { kind: 'browse' } }, word, values).editor
  if (file === before) return { editor: next }
  return { editor: { ...next, past: [...editor.past.slice(1 - MOST_UNDONE), before] }, file }
}

export function tell(editor: Editor, word: Word, values: Said['values'] = {}): Outcome {
  return { editor: { ...editor, said: { word, values } } }
}

export function cancelled(editor: Editor): Outcome {
  return { editor: { ...editor, mode: { kind: 'browse' } } }
}
