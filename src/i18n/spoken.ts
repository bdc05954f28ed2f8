import type { Code } from '../errors/codes/index.js'
import type { Explanation } from '../lib/explanation.js'
import type { sentences } from './en/sentences.js'
import type { Language } from './language.js'

/** The sentences of one problem. `{name}` is filled from its details. */
export interface Message {
  /** What is wrong, one sentence. */
  readonly what: string
  /** The likely cause, or what breaks if it stays so. */
  readonly why: string
  /** What to do: one to three lines, each a step that can be followed as it stands. */
  readonly fix: string
}

/** What English has both languages have. */
export interface Sentences {
  readonly said: Readonly<Record<Exclude<keyof typeof sentences.said, Code>, string> & Record<Code, Message>>
  readonly questions: Readonly<Record<keyof typeof sentences.questions, Explanation>>
}

const LOADED_BY: Readonly<Record<Language, () => Promise<Sentences>>> = {
  en: async () => (await import('./en/sentences.js')).sentences,
  zh: async () => (await import('./zh/sentences.js')).sentences,
}

const SPOKEN = new Map<Language, Sentences>()

/** Loads a language: once that is done, all of it can be said. */
export async function speak(language: Language): Promise<void> {
  if (!SPOKEN.has(language)) SPOKEN.set(language, await LOADED_BY[language]())
}

export function isSpoken(language: Language): boolean {
  return SPOKEN.has(language)
}

/** One that is on its way is said in the other one meanwhile. */
export function sentencesIn(language: Language): Sentences {
  const [first] = SPOKEN.values()
  const sentences = SPOKEN.get(language) ?? first
  if (sentences === undefined) throw new Error('no language was loaded')
  return sentences
}
