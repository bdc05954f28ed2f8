import type { Problem } from '../errors/problem.js'
import type { Explanation } from '../lib/explanation.js'
import { wordsOf } from '../roles/words.js'
import type { Language } from './language.js'
import { numbered } from './say.js'
import { type Message, type Sentences, sentencesIn } from './spoken.js'

/** The sentences of a problem in one language, placeholders filled. The only place where a problem becomes text. */
export function explain(problem: Pick<Problem, 'code' | 'details'>, language: Language): Message {
  const { what, why, fix } = sentencesIn(language).said[problem.code]
  const filled = (sentence: string) =>
    numbered(sentence, problem.details).replace(
      /\{(\w+)(?::(count|yaml|phase))?\}/g,
      (whole, name: string, asked?: Asked) => {
        const value = problem.details[name]
        if (asked === 'phase') return ofPhase(String(value), language)
        return asked === undefined ? String(value ?? whole) : ofRole(value, asked, language)
      },
    )
  return { what: filled(what), why: filled(why), fix: filled(fix) }
}

type Asked = 'count' | 'yaml' | 'phase'

/** `{phase:phase}`: what goes on; a phase of roles has their name. */
function ofPhase(phase: string, language: Language): string {
  const texts: Readonly<Record<string, string | Message>> = sentencesIn(language).said
  const word = texts[`phase.${phase}`]
  return typeof word === 'string' ? word : phase
}

/** `{role:count}`: why there may be so many of a role; `{role:yaml}`: how org.yaml names it. */
function ofRole(
  role: string | number | undefined,
  asked: Exclude<Asked, 'phase'>,
  language: Language,
): string {
  const words = wordsOf(String(role))?.[language]
  return (asked === 'count' ? words?.count : words?.question.yaml) ?? ''
}

/** What a screen asks; of a role, its room knows the answer. */
export type QuestionId = keyof Sentences['questions'] | `role/${string}`

export function explainQuestion(id: QuestionId, language: Language): Explanation {
  const { questions } = sentencesIn(language)
  const isAsked = (one: QuestionId): one is keyof typeof questions => Object.hasOwn(questions, one)
  if (isAsked(id)) return questions[id]
  return wordsOf(id.slice('role/'.length))?.[language].question ?? { what: '' }
}
