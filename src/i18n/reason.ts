import type { Language } from './message.js'
import { findings, reasons } from './zh/reasons.js'

/**
 * Why an action is in a plan, or was left out of a run, in one language. Planner and services write the clause in
 * English; what has no translation stays as it is.
 */
export function reasonIn(because: string, language: Language): string {
  if (language === 'en') return because
  return because.split('; ').map(inChinese).join('；')
}

function inChinese(clause: string): string {
  const known = reasons[clause]
  if (known !== undefined) return known
  const finding = findings.find(([english]) => english.test(clause))
  return finding === undefined ? clause : clause.replace(...finding)
}
