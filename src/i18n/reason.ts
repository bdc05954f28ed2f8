import type { Reason } from '../planner/reason.js'
import { type Language, sentence } from './say.js'

/** A `Reason`, also as an event of a run has it. */
type Told = Reason | { readonly word: string; readonly values?: Reason['values'] | undefined } | string

/** Why an action is in a plan, or was left out of a run. Earlier versions put the sentence itself into their journals. */
export function reasonIn(reason: Told, language: Language): string {
  if (typeof reason === 'string') return reason
  const first = sentence(language, reason.word, reason.values)
  if (!('and' in reason) || reason.and === undefined) return first
  return sentence(language, 'reason.and', { first, second: reasonIn(reason.and, language) })
}
