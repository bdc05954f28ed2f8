import { words as en, type Word } from './en/words.js'
import type { Language } from './message.js'
import { words as zh } from './zh/words.js'

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = { en, zh }

/**
 * Says something in one language; `{name}` is filled from `values`, and `{name:host|hosts}` becomes the first word
 * when that value is 1, else the second.
 */
export type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string

export function sayIn(language: Language): Say {
  return (word, values = {}) =>
    WORDS[language][word]
      .replace(PLURAL, (_, name: string, one: string, many: string) => (values[name] === 1 ? one : many))
      .replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

const PLURAL = /\{(\w+):([^|{}]*)\|([^{}]*)\}/g
