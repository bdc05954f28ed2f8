import type { DraftFile } from '../draft.js'
import type { Editor, Outcome, Said, Situation } from './editor-state.js'

const MOST_UNDONE = 50

/** Ends what was under way with these answers; they can be taken back. */
export function commit(
  editor: Editor,
  { file: before }: Pick<Situation, 'file'>,
  file: DraftFile,
  said?: Said,
): Outcome {
  const next: Editor = { ...editor, mode: { kind: 'browse' }, ...(said === undefined ? {} : { said }) }
  if (file === before) return { editor: next }
  return { editor: { ...next, past: [...editor.past.slice(1 - MOST_UNDONE), before] }, file }
}

export function cancelled(editor: Editor): Outcome {
  return { editor: { ...editor, mode: { kind: 'browse' } } }
}
