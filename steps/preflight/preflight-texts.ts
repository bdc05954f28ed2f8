import type { Say } from '../../src/i18n/say.js'
import type { Paint } from '../../src/ui/colour.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import type { countSeverities } from '../../src/wizard/order-problems.js'
import type { StepId } from '../../src/wizard/steps.js'
import type { FoundPreflight, PAGES } from './use-preflight.js'

type Counts = ReturnType<typeof countSeverities>

/** One row about now: what goes on, or what came of it. */
export function statusLine(
  { stage, hosts, problems }: FoundPreflight,
  counts: Counts,
  { say, paint }: { say: Say; paint: Paint },
): string {
  if (stage === 'idle') return ` ${say('preflight.idle')}`
  if (stage === 'open') return ` ${say('preflight.opening')}`
  if (stage === 'look') return ` ${say('preflight.look', { count: hosts.length })}`
  if (stage === 'reach') return ` ${say('preflight.try')}`
  if (problems.length === 0) return ` ${paint('done', say('preflight.fine'))}`
  const found = say('preflight.found', counts)
  if (counts.errors > 0) return ` ${paint('failed', found)}. ${say('preflight.errors')}`
  if (counts.warnings > 0) return ` ${paint('warning', found)}. ${say('preflight.warnings')}`
  return ` ${paint('advice', found)}. ${say('preflight.advice')}`
}

export function preflightHints({
  page,
  found,
  counts,
  fix,
  say,
}: {
  page: (typeof PAGES)[number]
  found: FoundPreflight
  counts: Counts
  fix: StepId | undefined
  say: Say
}): Hint[] {
  const hint = (is: boolean, keys: string, text: string): Hint[] => (is ? [[keys, text]] : [])
  const mustBeSeen = counts.errors + counts.warnings > 0
  const isList = page === 'problems' && found.problems.length > 0
  return [
    ...hint(mustBeSeen && page !== 'problems', 'Enter', say('preflight.key.problems')),
    ...hint(
      found.isDone && counts.errors === 0 && (!mustBeSeen || page === 'problems'),
      'Enter',
      say('key.next'),
    ),
    ...hint(!found.isBusy, 'r', say('preflight.key.again')),
    ...hint(
      isList && fix !== undefined,
      'g',
      say('preflight.key.fix', { step: say(`step.${fix ?? 'machines'}`) }),
    ),
    ...hint(isList && found.problems.length > 1, '↑↓', say('key.move')),
    ...hint(isList, 'PgDn', say('preflight.key.card')),
    ...hint(page === 'table' && found.hosts.length > 1, '←→', say('preflight.key.hosts')),
    ...hint(page === 'reach', '↑↓', say('key.move')),
    ['Tab', say('preflight.key.view')],
    ['Esc', say(found.isBusy ? 'preflight.key.stop' : 'key.back')],
  ]
}
