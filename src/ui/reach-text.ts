import type { Say } from '../i18n/say.js'
import type { Reach } from '../roles/check.js'
import type { Paint } from './colour.js'
import { table } from './table.js'
import { printable } from './text.js'

/** Who was tried to reach whom, at which port, with what result; what does not work comes first. */
export function reachText(
  reach: readonly Reach[],
  { say, paint, width }: { say: Say; paint: Paint; width: number },
): string[] {
  if (reach.length === 0) return [` ${say('preflight.reach.none')}`]
  const open = reach.filter(({ result }) => result === 'open')
  const ordered = [...reach.filter(({ result }) => result !== 'open'), ...open]
  const columns = (['from', 'to', 'address', 'result', 'purpose'] as const).map((id) => ({
    title: say(`preflight.reach.${id}`),
  }))
  const rows = ordered.map(({ from, to, address, port, purpose, result }) => [
    printable(from),
    to === 'data-center' || to === 'via-external' ? say(`preflight.reach.${to}`) : printable(to),
    printable(`${address}:${port}`),
    {
      text: say(`preflight.reach.${result}`),
      meaning: result === 'open' ? ('done' as const) : ('failed' as const),
    },
    printable(purpose),
  ])
  const counts = say('preflight.reach.counts', { open: open.length, all: reach.length })
  return [` ${counts}`, '', ...table(columns, rows, { paint, width: width - 1 }).map((line) => ` ${line}`)]
}
