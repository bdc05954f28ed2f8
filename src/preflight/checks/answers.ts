import { problem } from '../../errors/problem.js'
import type { FactId } from '../../facts/fact-ids.js'
import { ANSWERS_NEED, TOOLS } from '../../facts/tools.js'
import { type Check, lookedAt } from '../../roles/check.js'

/** What each check goes by; of the others what they need is refused where it is not whole. */
const GOES_BY: Readonly<Record<string, readonly FactId[]>> = {
  system: ['system', 'software', 'packageTrial'],
  size: ['hardware', 'fileSystems'],
  cpu: ['hardware'],
  clock: ['kernel'],
  identity: ['identity'],
  addresses: ['identity'],
  directory: ['installDirectory', 'fileSystems'],
  units: ['units'],
  accounts: ['accounts'],
  'other-organisation': ['old'],
  ports: ['listeners'],
  database: ['software'],
  nginx: ['software'],
  java: ['software'],
}

const COUNTING = new Set(Object.values(GOES_BY).flat())

export function questionsOf(check: string): readonly FactId[] {
  return GOES_BY[check] ?? []
}

/** Programs that scripts need, and questions that a host has left open: nothing is known there, and nothing passes. */
export const answers: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts: { missingTools = [], unanswered = [] } }) => {
    const packages = [...new Set(missingTools.map((tool) => TOOLS[tool]))]
    const explained = missingTools.flatMap((tool) => ANSWERS_NEED[tool] ?? [])
    const open = unanswered.filter((id) => COUNTING.has(id) && !explained.includes(id))
    const details = { host, tools: missingTools.join(', '), packages: packages.join(' ') }
    return [
      ...(missingTools.length === 0 ? [] : [problem('preflight.tools-missing', details, { host })]),
      ...(open.length === 0
        ? []
        : [problem('preflight.unanswered', { host, questions: open.join(', ') }, { host }, 'warning')]),
    ]
  })
