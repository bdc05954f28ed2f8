import type { Explanation } from '../lib/explanation.js'
import { roomOf } from '../roles/index.js'
import { questions as en } from './en/questions.js'
import type { Language } from './say.js'
import { questions as zh } from './zh/questions.js'

/** What a screen asks; of a role, its room knows the answer. */
export type QuestionId = keyof typeof en | `role/${string}`

export function explainQuestion(id: QuestionId, language: Language): Explanation {
  if (isAsked(id)) return language === 'zh' ? zh[id] : en[id]
  return roomOf(id.slice('role/'.length)).words[language].question
}

function isAsked(id: QuestionId): id is keyof typeof en {
  return Object.hasOwn(en, id)
}
