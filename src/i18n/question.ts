import type { Explanation } from '../lib/explanation.js'
import { wordsOf } from '../roles/words.js'
import { questions as en } from './en/questions.js'
import type { Language } from './say.js'
import { questions as zh } from './zh/questions.js'

/** What a screen asks; of a role, its room knows the answer. */
export type QuestionId = keyof typeof en | `role/${string}`

export function explainQuestion(id: QuestionId, language: Language): Explanation {
  if (isAsked(id)) return language === 'zh' ? zh[id] : en[id]
  return wordsOf(id.slice('role/'.length))?.[language].question ?? { what: '' }
}

function isAsked(id: QuestionId): id is keyof typeof en {
  return Object.hasOwn(en, id)
}
