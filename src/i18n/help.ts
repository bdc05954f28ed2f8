import type { texts as en } from './en/help.js'
import type { Language } from './language.js'

export type HelpWord = keyof typeof en
export type Help = (word: HelpWord) => string

/** The words of the command line alone: every start reads them, and no others before it knows what is asked. */
export async function helpIn(language: Language): Promise<Help> {
  const texts: Readonly<Record<HelpWord, string>> =
    language === 'zh' ? (await import('./zh/help.js')).texts : (await import('./en/help.js')).texts
  return (word) => texts[word]
}
