import { type CliWord, words as en } from './en/cli.js'
import type { Language } from './message.js'
import { words as zh } from './zh/cli.js'

const WORDS: Readonly<Record<Language, Readonly<Record<CliWord, string>>>> = { en, zh }

/** Says something in one language; `{name}` is filled from `values`. */
export type Say = (word: CliWord, values?: Readonly<Record<string, string | number>>) => string

export function sayIn(language: Language): Say {
  return (word, values = {}) =>
    WORDS[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
