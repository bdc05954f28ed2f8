import stringWidth from 'string-width'
import type { Paint } from './colour.js'

/** `[Overview]  h1  h2 >`: names of pages, the one that is on in brackets; as many around it as there is room for. */
export function tabLine(titles: readonly string[], current: number, width: number, paint: Paint): string {
  const cells = titles.map((title, i) => (i === current ? `[${title}]` : ` ${title} `))
  const widths = cells.map((cell) => stringWidth(cell))
  let first = current
  let last = current
  let used = (widths[current] ?? 0) + 4
  for (;;) {
    const right = widths[last + 1]
    const left = widths[first - 1]
    if (right !== undefined && used + right <= width) {
      last += 1
      used += right
    } else if (left !== undefined && used + left <= width) {
      first -= 1
      used += left
    } else break
  }
  const shown = cells.map((cell, i) => (i === current ? paint('strong', cell) : paint('muted', cell)))
  const before = first > 0 ? '< ' : ''
  const after = last < cells.length - 1 ? ' >' : ''
  return before + shown.slice(first, last + 1).join('') + after
}
