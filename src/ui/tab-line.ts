import stringWidth from 'string-width'
import type { Paint } from './colour.js'

/** `[Overview]  h1  h2 >`: names of pages, the one that is on in brackets; as many around it as there is room for. */
export function tabLine(titles: readonly string[], current: number, width: number, paint: Paint): string {
  const cells = titles.map((title, i) => (i === current ? `[${title}]` : ` ${title} `))
  const widths = cells.map((cell) => stringWidth(cell))
  let first = current
  let last = current
  let used = (widths[current] ?? 0) + 4
  const fits = (i: number) => (widths[i] ?? Number.POSITIVE_INFINITY) + used <= width
  while (fits(last + 1) || fits(first - 1)) {
    const goesRight = fits(last + 1) && (last - current <= current - first || !fits(first - 1))
    const next = goesRight ? last + 1 : first - 1
    used += widths[next] ?? 0
    if (goesRight) last = next
    else first = next
  }
  const shown = cells.map((cell, i) => (i === current ? paint('strong', cell) : paint('muted', cell)))
  const before = first > 0 ? '< ' : ''
  const after = last < cells.length - 1 ? ' >' : ''
  return before + shown.slice(first, last + 1).join('') + after
}
