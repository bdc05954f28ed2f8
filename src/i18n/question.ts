import { questions as en } from './en/questions.js'
import type { Explanation } from './explanation.js'
import type { Language } from './message.js'
import { questions as zh } from './zh/questions.js'

export type QuestionId = keyof typeof en

export function explainQuestion(id: QuestionId, language: Language): Explanation {
  return language === 'zh' ? zh[id] : en[id]
}
