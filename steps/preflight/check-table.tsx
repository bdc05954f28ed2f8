import { Box } from 'ink'
import type { CheckId } from '../../src/preflight/index.js'
import { type CheckCell, checkGrid } from '../../src/ui/check-grid.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import { useLook } from '../../src/ui/screen/hooks.js'
import { Scroll } from '../../src/ui/screen/rows.js'
import { cut, printable } from '../../src/ui/text.js'
import type { FoundPreflight } from './use-preflight.js'

/** Checks by host, and where there is room below, what was found. */
export function CheckTable({ found, first, rows }: { found: FoundPreflight; first: number; rows: number }) {
  const { say, paint, language, columns } = useLook()
  const { hosts, problems } = found
  const width = columns - 1
  const grid = checkGrid(hosts, (host, check) => cellOf(found, host, check), { say, paint, width, first })
  const from = hosts.indexOf(grid.shown[0] ?? '')
  const shown = { first: from + 1, last: from + grid.shown.length, all: hosts.length }
  const place =
    grid.shown.length === hosts.length ? [] : [` ${paint('muted', say('preflight.hosts', shown))}`]
  const room = rows - grid.lines.length - place.length - 1
  const titles = problems.slice(0, Math.max(0, room)).map((problem) => {
    const [title = ''] = problemTitle(problem, { language, paint: (_meaning, text) => text, width: 1000 })
    const host = problem.where.host === undefined ? '' : `${printable(problem.where.host)}  `
    return ` ${cut(host + title, width - 1)}`
  })
  return (
    <Box flexDirection="column" height={rows}>
      <Scroll
        lines={[...place, ...grid.lines, ...(titles.length === 0 ? [] : ['', ...titles])]}
        rows={rows}
      />
    </Box>
  )
}

function cellOf(
  { preflight, gathered, stage, isBusy }: FoundPreflight,
  host: string,
  check: CheckId,
): CheckCell {
  if (gathered !== undefined && !Object.hasOwn(gathered.facts, host)) return 'silent'
  const result = preflight?.summary[host]?.[check]
  if (isBusy && (result === undefined || (stage === 'reach' && check === 'reach'))) return 'pending'
  return result ?? 'unknown'
}
