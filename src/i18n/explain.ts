import type { Code } from '../errors/codes/index.js'
import type { Problem } from '../errors/problem.js'
import { ROOMS } from '../roles/index.js'
import { messages as en } from './en/index.js'
import type { Language, Message, Messages } from './message.js'
import { messages as zh } from './zh/index.js'

const CATALOGS: Readonly<Record<Language, Messages<Code>>> = { en, zh }

/** The sentences of a problem in one language, placeholders filled. The only place where a problem becomes text. */
export function explain(problem: Pick<Problem, 'code' | 'details'>, language: Language): Message {
  const { what, why, fix } = CATALOGS[language][problem.code]
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)(:count)?\}/g, (whole, name: string, ofRole?: string) => {
      const value = problem.details[name]
      return ofRole === undefined ? String(value ?? whole) : whyCount(value, language)
    })
  return { what: filled(what), why: filled(why), fix: filled(fix) }
}

/** All codes there are, in the order of the catalogue. */
export function allCodes(): Code[] {
  return Object.keys(en) as Code[]
}

/** `{role:count}`: what the room of a role says of how many there may be. */
function whyCount(role: string | number | undefined, language: Language): string {
  return ROOMS.find(({ id }) => id === role)?.words[language].count ?? ''
}
