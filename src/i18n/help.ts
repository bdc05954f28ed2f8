import { texts as en } from './en/help.js'
import type { Language } from './language.js'
import { texts as zh } from './zh/help.js'

export type HelpWord = keyof typeof en
export type Help = (word: HelpWord) => string

/** The words of the command line alone: every start reads them, and no others before it knows what is asked. */
export function helpIn(language: Language): Help {
  const texts: Readonly<Record<HelpWord, string>> = language === 'zh' ? zh : en
  return (word) => texts[word]
}
