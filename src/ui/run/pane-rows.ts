import { fitSpans, muted, type PictureLine, SIGNS, type Span, widthOf } from '../picture/span.js'
import { textWidth } from '../picture/text-width.js'
import { plain, type RunLook } from './run-look.js'

export interface Tab {
  readonly title: string
  readonly isActive: boolean
  /** Something there has gone wrong. */
  readonly isBad?: boolean
}

/** `[Picture]  Phases  Hosts  Log`: which pane is seen, and which others there are. */
export function paneTabs(tabs: readonly Tab[], look: RunLook): PictureLine {
  const spans = tabs.flatMap(({ title, isActive, isBad }): Span[] => {
    if (isActive) return [{ text: `[${title}]`, strong: true }, plain(' ')]
    return [isBad === true ? { text: ` ${title} `, meaning: 'failed' } : muted(` ${title} `), plain(' ')]
  })
  return fitSpans([plain(' '), ...spans], look.columns, look.charset)
}

/** `▸ Log of h3 ─────`: the one that has the keys is pointed at. */
export function paneTitle(title: string, isActive: boolean, look: RunLook): PictureLine {
  const sign = isActive ? SIGNS[look.charset].pointer : look.charset === 'ascii' ? '-' : '─'
  const rule = (look.charset === 'ascii' ? '-' : '─').repeat(
    Math.max(0, look.columns - textWidth(`${sign} ${title} `)),
  )
  const name: Span = isActive ? { text: `${sign} ${title} `, strong: true } : muted(`${sign} ${title} `)
  return fitSpans([name, muted(rule)], look.columns, look.charset)
}

/** Two columns of lines as one; the left ones must not be wider than `left`. */
export function sideBySide(
  leftLines: readonly PictureLine[],
  rightLines: readonly PictureLine[],
  { left, gap, rows }: { left: number; gap: number; rows: number },
): PictureLine[] {
  return Array.from({ length: rows }, (_, i) => {
    const one = leftLines[i] ?? []
    const space = ' '.repeat(Math.max(0, left - widthOf(one)) + gap)
    return [...one, plain(space), ...(rightLines[i] ?? [])]
  })
}
