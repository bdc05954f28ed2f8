import { Box } from 'ink'
import type { Problem } from '../../errors/problem.js'
import { foldLine } from '../fold-line.js'
import { windowStart } from '../list-window.js'
import { SIGNS } from '../picture/span.js'
import { textWidth } from '../picture/text-width.js'
import { problemCard, problemTitle } from '../problem-card.js'
import { cut, pad, printable } from '../text.js'
import { useKeys, useLook } from './hooks.js'
import { Rows, Scroll, scrolled } from './rows.js'
import type { Size } from './step.js'

/** Columns that names of hosts may take before their titles. */
const LONGEST_HOST = 16

export interface ProblemListProps {
  readonly problems: readonly Problem[]
  /** Which one is focused; those that own the list know what its keys do. */
  readonly focus?: number
  readonly onFocus?: (focus: number) => void
  readonly size: Size
  /** One row above them, and an empty one. */
  readonly title?: string
  readonly isActive?: boolean
}

/** Problems, a row each, and the focused one as a card below: arrows move, page keys scroll the card. */
export function ProblemList({
  problems,
  focus = 0,
  onFocus,
  size,
  title,
  isActive = true,
}: ProblemListProps) {
  const { columns } = size
  const head = title === undefined ? [] : [` ${title}`, '']
  const rows = size.rows - head.length
  const { language, paint, charset, asTyped } = useLook()
  const at = Math.min(focus, problems.length - 1)
  const problem = problems[at]
  const listed = problems.length < 2 ? 0 : Math.min(problems.length, Math.max(2, Math.floor(rows / 3)))
  useKeys(
    ({ name }) => {
      const to = name.startsWith('page') ? undefined : scrolled(name, at, listed, problems.length - 1)
      if (listed === 0 || to === undefined) return false
      onFocus?.(to)
      return true
    },
    { isActive, layer: 'part' },
  )
  if (problem === undefined) return null
  const width = columns - 2
  const card = problemCard(problem, { language, paint, width, asTyped })
  const first = windowStart(problems.length, at, listed)
  const { pointer, rule } = SIGNS[charset]
  const inSight = problems.slice(first, first + listed)
  const hosts = inSight.map(({ where }) => (where.host === undefined ? '' : printable(where.host)))
  const widest = Math.min(LONGEST_HOST, Math.max(...hosts.map(textWidth)))
  const titles = inSight.map((one, i) => {
    const host = widest === 0 ? '' : `${pad(hosts[i] ?? '', widest)}  `
    const [title = ''] = problemTitle(one, { language, paint: (_meaning, text) => text, width: 1000 })
    const row = cut(`${host}${title}`, columns - 4)
    return first + i === at ? paint('strong', ` ${pointer} ${row}`) : `   ${row}`
  })
  return (
    <Box flexDirection="column" height={size.rows} flexShrink={0}>
      <Rows lines={head} />
      <Rows lines={listed === 0 ? [] : [...titles, paint('muted', rule.repeat(columns))]} />
      <Box paddingLeft={1}>
        <Scroll
          key={at}
          lines={card.flatMap((line) => foldLine(line, width))}
          rows={rows - (listed === 0 ? 0 : listed + 1)}
          isActive={isActive}
        />
      </Box>
    </Box>
  )
}
