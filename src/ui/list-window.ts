import type { Say } from '../i18n/say.js'
import type { PictureLine } from './picture/span.js'

/** The first of `rows` rows of a long list that shows the focused one with its surroundings; never past the end. */
export function windowStart(count: number, focus: number, rows: number): number {
  return Math.max(0, Math.min(focus - Math.floor(rows / 2), count - rows))
}

/** What of a list there is room for, around the focused one; where that is not all, `place` is a last row that says so. */
export function listWindow<T>(all: readonly T[], focus: number, rows: number, say: Say) {
  const hasMore = all.length > rows
  const room = hasMore ? rows - 1 : rows
  const first = windowStart(all.length, Math.max(0, focus), room)
  const shown = all.slice(first, first + room)
  const text = say('screen.rows', { first: first + 1, last: first + shown.length, all: all.length })
  const place: PictureLine[] = hasMore ? [[{ text: `  ${text}`, meaning: 'muted' }]] : []
  return { shown, place }
}
