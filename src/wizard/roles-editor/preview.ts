import type { DraftFile, Known } from '../draft.js'
import type { Editor } from './editor-state.js'
import { focusOf, movedFile } from './move.js'

/** The answers as the picture shows them: while something is held, it is drawn where it would be put down. */
export function previewOf(
  { mode, focus }: Pick<Editor, 'mode' | 'focus'>,
  file: DraftFile,
  known: Known,
): { readonly file: DraftFile; readonly focus: string } {
  if (mode.kind !== 'move') return { file, focus }
  return { file: movedFile(mode, file, known), focus: focusOf(mode, file, known) }
}
