import { useState } from 'react'
import type { PictureLine } from '../picture/picture.js'
import { useKeys } from './keys.js'
import { useLook } from './look.js'
import { Rows } from './rows.js'

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

/** Where a key scrolls to; undefined for all other keys. */
export function scrolled(name: string, top: number, room: number, last: number): number | undefined {
  const by: Readonly<Record<string, number>> = { up: -1, down: 1, pageup: 1 - room, pagedown: room - 1 }
  if (name === 'home') return 0
  if (name === 'end') return last
  const step = by[name]
  return step === undefined ? undefined : Math.max(0, Math.min(last, top + step))
}
