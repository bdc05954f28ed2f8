import type { Code } from '../errors/codes/index.js'
import type { Problem } from '../errors/problem.js'
import { wordsOf } from '../roles/words.js'
import { messages as en } from './en/index.js'
import type { Language, Message, Messages } from './say.js'
import { messages as zh } from './zh/index.js'

const CATALOGS: Readonly<Record<Language, Messages<Code>>> = { en, zh }

/** The sentences of a problem in one language, placeholders filled. The only place where a problem becomes text. */
export function explain(problem: Pick<Problem, 'code' | 'details'>, language: Language): Message {
  const { what, why, fix } = CATALOGS[language][problem.code]
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)(?::(count|yaml))?\}/g, (whole, name: string, asked?: 'count' | 'yaml') => {
      const value = problem.details[name]
      return asked === undefined ? String(value ?? whole) : ofRole(value, asked, language)
    })
  return { what: filled(what), why: filled(why), fix: filled(fix) }
}

/** All codes there are, in the order of the catalogue. */
export function allCodes(): Code[] {
  return Object.keys(en) as Code[]
}

/** `{role:count}`: why there may be so many of a role; `{role:yaml}`: how org.yaml names it. */
function ofRole(role: string | number | undefined, asked: 'count' | 'yaml', language: Language): string {
  const words = wordsOf(String(role))?.[language]
  return (asked === 'count' ? words?.count : words?.question.yaml) ?? ''
}
