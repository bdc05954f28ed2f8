import type { Problem } from '../errors/problem.js'
import type { Explanation } from '../lib/explanation.js'
import { wordsOf } from '../roles/words.js'
import { questions as en } from './en/questions.js'
import { type Language, type Message, TEXTS } from './say.js'
import { questions as zh } from './zh/questions.js'

/** The sentences of a problem in one language, placeholders filled. The only place where a problem becomes text. */
export function explain(problem: Pick<Problem, 'code' | 'details'>, language: Language): Message {
  const { what, why, fix } = TEXTS[language][problem.code]
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)(?::(count|yaml))?\}/g, (whole, name: string, asked?: 'count' | 'yaml') => {
      const value = problem.details[name]
      return asked === undefined ? String(value ?? whole) : ofRole(value, asked, language)
    })
  return { what: filled(what), why: filled(why), fix: filled(fix) }
}

/** `{role:count}`: why there may be so many of a role; `{role:yaml}`: how org.yaml names it. */
function ofRole(role: string | number | undefined, asked: 'count' | 'yaml', language: Language): string {
  const words = wordsOf(String(role))?.[language]
  return (asked === 'count' ? words?.count : words?.question.yaml) ?? ''
}

/** What a screen asks; of a role, its room knows the answer. */
export type QuestionId = keyof typeof en | `role/${string}`

export function explainQuestion(id: QuestionId, language: Language): Explanation {
  if (isAsked(id)) return (language === 'zh' ? zh : en)[id]
  return wordsOf(id.slice('role/'.length))?.[language].question ?? { what: '' }
}

function isAsked(id: QuestionId): id is keyof typeof en {
  return Object.hasOwn(en, id)
}
