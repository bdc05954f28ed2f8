import { Box, Text } from 'ink'
import { memo, useState } from 'react'
import { forTerminal } from '../../lib/unseen.js'
import { paintLine } from '../picture/picture.js'
import type { PictureLine } from '../picture/span.js'
import { useKeys, useLook } from './hooks.js'

/** Lines that are painted already, or lines of a picture: one row each, cut where the room ends. */
export function Rows({ lines, rows }: { lines: readonly (string | PictureLine)[]; rows?: number }) {
  const { paint } = useLook()
  const shown = rows === undefined ? lines : lines.slice(0, rows)
  return (
    <Box
      flexDirection="column"
      flexShrink={0}
      overflowY="hidden"
      {...(rows === undefined ? {} : { height: rows })}
    >
      {shown.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity than their place
        <Row key={i} text={(typeof line === 'string' ? line : paintLine(line, paint)) || ' '} />
      ))}
    </Box>
  )
}

/** Most rows of a frame are those of the frame before, and cost nothing then. */
const Row = memo(function Row({ text }: { text: string }) {
  return <Text wrap="truncate">{forTerminal(text)}</Text>
})

/** Lines that may be more than there is room for: moved with arrows and page keys, with a last row that tells where. */
export function Scroll({
  lines,
  rows,
  isActive = true,
}: {
  lines: readonly (string | PictureLine)[]
  rows: number
  isActive?: boolean
}) {
  const { say, paint } = useLook()
  const [wanted, setWanted] = useState(0)
  const room = lines.length > rows ? rows - 1 : rows
  const last = Math.max(0, lines.length - room)
  const top = Math.min(wanted, last)
  useKeys(
    ({ name }) => {
      const to = scrolled(name, top, room, last)
      if (to === undefined || last === 0) return false
      setWanted(to)
      return true
    },
    { isActive, layer: 'part' },
  )
  const shown = lines.slice(top, top + room)
  if (last === 0) return <Rows lines={shown} rows={rows} />
  const place = say('screen.rows', {
    first: top + 1,
    last: Math.min(top + room, lines.length),
    all: lines.length,
  })
  return <Rows lines={[...shown, paint('muted', place)]} rows={rows} />
}

/** The same for `rows` of so many, from wherever it was before there were fewer of them. */
export function scrolledWithin(name: string, top: number, rows: number, length: number): number | undefined {
  const last = Math.max(0, length - rows)
  return scrolled(name, Math.min(top, last), rows, last)
}

/** Where a key scrolls to; undefined for all other keys. */
export function scrolled(name: string, top: number, room: number, last: number): number | undefined {
  const by: Readonly<Record<string, number>> = { up: -1, down: 1, pageup: 1 - room, pagedown: room - 1 }
  if (name === 'home') return 0
  if (name === 'end') return last
  const step = by[name]
  return step === undefined ? undefined : Math.max(0, Math.min(last, top + step))
}
