import type { RunMark } from '../../wizard/run-mark.js'
import type { Meaning } from '../colour.js'
import { fitSpans, muted, type PictureLine, SIGNS, type Span, widthOf } from '../picture/span.js'
import { textWidth } from '../picture/text-width.js'
import type { Look } from '../screen/hooks.js'

/** How the parts of a run's screen speak and look; no line is wider than `columns`. */
export type RunLook = Pick<Look, 'language' | 'say' | 'charset' | 'columns'>

const MEANINGS: Readonly<Record<RunMark, Meaning>> = {
  waiting: 'muted',
  running: 'running',
  done: 'done',
  failed: 'failed',
  warning: 'warning',
  skipped: 'warning',
}

/** The sign of a mark, as the picture has it. */
export function markSpan(mark: RunMark, { charset }: Pick<RunLook, 'charset'>): Span {
  return { text: SIGNS[charset].marks[mark], meaning: MEANINGS[mark] }
}

export function plain(text: string): Span {
  return { text }
}

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
