import type { Word } from '../i18n/en/words.js'
import type { DraftFile } from './draft.js'

/** Something that might end a problem: what it is called, and the answers after it. */
export interface Way {
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
  readonly file: () => DraftFile
}
