import type { Code } from '../errors/codes/index.js'
import type { Reason } from '../planner/plan.js'
import { type RoleWord, wordsOf } from '../roles/words.js'
import type { Language } from './language.js'
import { type Sentences, sentencesIn } from './spoken.js'

export type { Language } from './language.js'

export type Word = Exclude<keyof Sentences['said'], Code>

/**
 * Says something in one language; `{name}` is filled from `values`, and `{name:host|hosts}` becomes the first word
 * when that value is 1, else the second.
 */
export type Say = (word: Word | RoleWord, values?: Values) => string

type Values = Readonly<Record<string, string | number>>

export function sayIn(language: Language): Say {
  return (word, values) => sentence(language, word, values)
}

/** Data that was read may name a word that this version does not know: that is said as it stands. */
function sentence(language: Language, word: string, values: Values = {}): string {
  const said: Readonly<Record<string, unknown>> = sentencesIn(language).said
  const own = said[word]
  return numbered(typeof own === 'string' ? own : (ofRoom(language, word) ?? word), values).replace(
    /\{(\w+)\}/g,
    (whole, name: string) => String(values[name] ?? whole),
  )
}

/** `{name:host|hosts}` becomes the word for one when that value is 1, else the word for many. */
export function numbered(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+):([^|{}]*)\|([^{}]*)\}/g, (_, name: string, one: string, many: string) =>
    values[name] === 1 ? one : many,
  )
}

function ofRoom(language: Language, word: string): string | undefined {
  const [, role = '', key = ''] = /^role\/([^/]+)\/(.+)$/.exec(word) ?? []
  return wordsOf(role)?.[language].texts[key]
}

/** A `Reason`, also as an event of a run has it. */
type Told = Reason | { readonly word: string; readonly values?: Values | undefined } | string

/** Why an action is in a plan, or was left out of a run. Earlier versions put the sentence itself into their journals. */
export function reasonIn(reason: Told, language: Language): string {
  if (typeof reason === 'string') return reason
  const first = sentence(language, reason.word, reason.values)
  if (!('and' in reason) || reason.and === undefined) return first
  return sentence(language, 'reason.and', { first, second: reasonIn(reason.and, language) })
}
