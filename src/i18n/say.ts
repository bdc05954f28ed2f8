import { type RoleWord, wordsOf } from '../roles/words.js'
import { words as en, type Word } from './en/index.js'
import { words as zh } from './zh/index.js'

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, zh }

/**
 * Says something in one language; `{name}` is filled from `values`, and `{name:host|hosts}` becomes the first word
 * when that value is 1, else the second.
 */
export type Say = (word: Word | RoleWord, values?: Readonly<Record<string, string | number>>) => string

export function sayIn(language: Language): Say {
  return (word, values) => sentence(language, word, values)
}

/** Data that was read may name a word that this version does not know: that is said as it stands. */
export function sentence(
  language: Language,
  word: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return (WORDS[language][word] ?? ofRoom(language, word) ?? word)
    .replace(PLURAL, (_, name: string, one: string, many: string) => (values[name] === 1 ? one : many))
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

const PLURAL = /\{(\w+):([^|{}]*)\|([^{}]*)\}/g

function ofRoom(language: Language, word: string): string | undefined {
  const [, role = '', key = ''] = /^role\/([^/]+)\/(.+)$/.exec(word) ?? []
  return wordsOf(role)?.[language].texts[key]
}
