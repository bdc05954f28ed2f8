import { Box } from 'ink'
import { useState } from 'react'
import type { Problem } from '../../errors/problem.js'
import { foldLine } from '../fold-line.js'
import { windowStart } from '../list-window.js'
import { textWidth } from '../picture/text-width.js'
import { problemCard, problemTitle } from '../problem-card.js'
import { cut, pad, printable } from '../text.js'
import { useKeys, useLook } from './hooks.js'
import { Rows, scrolled } from './rows.js'
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
  const { language, paint, say, charset, asTyped } = useLook()
  const [scroll, setScroll] = useState({ focus, top: 0 })
  const at = Math.min(focus, problems.length - 1)
  const problem = problems[at]
  const listed = problems.length < 2 ? 0 : Math.min(problems.length, Math.max(2, Math.floor(rows / 3)))
  const cardRows = rows - (listed === 0 ? 0 : listed + 1)
  const width = columns - 2
  const card =
    problem === undefined
      ? []
      : problemCard(problem, { language, paint, width, asTyped }).flatMap((line) => foldLine(line, width))
  const hasPlace = card.length > cardRows
  const room = hasPlace ? cardRows - 1 : cardRows
  const last = Math.max(0, card.length - room)
  const top = scroll.focus === at ? Math.min(scroll.top, last) : 0
  useKeys(
    ({ name }) => {
      if (name === 'pageup' || name === 'pagedown' || (listed === 0 && (name === 'up' || name === 'down'))) {
        const to = scrolled(name, top, room, last)
        if (to === undefined || last === 0) return false
        setScroll({ focus: at, top: to })
        return true
      }
      const to = scrolled(name, at, listed, problems.length - 1)
      if (listed === 0 || to === undefined) return false
      onFocus?.(to)
      return true
    },
    { isActive, layer: 'part' },
  )
  if (problem === undefined) return null
  const first = windowStart(problems.length, at, listed)
  const sign = charset === 'ascii' ? '>' : '▸'
  const inSight = problems.slice(first, first + listed)
  const hosts = inSight.map(({ where }) => (where.host === undefined ? '' : printable(where.host)))
  const widest = Math.min(LONGEST_HOST, Math.max(...hosts.map(textWidth)))
  const titles = inSight.map((one, i) => {
    const host = widest === 0 ? '' : `${pad(hosts[i] ?? '', widest)}  `
    const [title = ''] = problemTitle(one, { language, paint: (_meaning, text) => text, width: 1000 })
    const row = cut(`${host}${title}`, columns - 4)
    return first + i === at ? paint('strong', ` ${sign} ${row}`) : `   ${row}`
  })
  const place = say('screen.rows', {
    first: top + 1,
    last: Math.min(top + room, card.length),
    all: card.length,
  })
  const rule = paint('muted', (charset === 'ascii' ? '-' : '─').repeat(columns))
  const shown = card.slice(top, top + room).map((line) => ` ${line}`)
  return (
    <Box flexDirection="column" height={size.rows} flexShrink={0}>
      <Rows lines={head} />
      <Rows lines={listed === 0 ? [] : [...titles, rule]} />
      <Rows
        lines={hasPlace ? [...shown, paint('muted', pad(` ${place}`, columns))] : shown}
        rows={cardRows}
      />
    </Box>
  )
}
