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
  const parts = (['errors', 'warnings', 'advice'] as const).flatMap((id) =>
    counts[id] === 0 ? [] : [say(`preflight.count.${id}`, { count: counts[id] })],
  )
  const worst = counts.errors > 0 ? 'errors' : counts.warnings > 0 ? 'warnings' : 'advice'
  const meaning = worst === 'errors' ? 'failed' : worst === 'warnings' ? 'warning' : 'advice'
  const found = paint(meaning, parts.join(say('preflight.and')))
  return ` ${say('preflight.found', { found, next: say(`preflight.${worst}`) })}`
}

export function preflightHints({
  page,
  found,
  counts,
  fix,
  hasMoreHosts,
  say,
}: {
  page: (typeof PAGES)[number]
  found: FoundPreflight
  counts: Counts
  fix: StepId | undefined
  hasMoreHosts: boolean
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
    ...hint(page === 'table' && hasMoreHosts, '←→', say('preflight.key.hosts')),
    ...hint(page === 'reach', '↑↓', say('key.move')),
    ['Tab', say('preflight.key.view')],
    ['Esc', say(found.isBusy ? 'preflight.key.stop' : 'key.back')],
  ]
}
