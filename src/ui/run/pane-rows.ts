import {
  fitSpans,
  MARK_MEANING,
  muted,
  type PictureLine,
  SIGNS,
  type Span,
  widthOf,
} from '../picture/span.js'
import { textWidth } from '../picture/text-width.js'
import type { Look } from '../screen/hooks.js'

/** How the parts of a run's screen speak and look; no line is wider than `columns`. */
export type RunLook = Pick<Look, 'language' | 'say' | 'charset' | 'columns'>

/** In a list what was left out, or does not answer, is to be noticed more than in the picture. */
const MEANINGS = { ...MARK_MEANING, skipped: 'warning', unknown: 'failed' } as const

/** The sign of a mark, as the picture has it. */
export function markSpan(mark: keyof typeof MEANINGS, { charset }: Pick<RunLook, 'charset'>): Span {
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

/** One for each pane; that of what went `wrong`, with its count, only when something did. */
export function tabsOf<P extends string>(
  panes: readonly P[],
  active: P,
  wrong: { readonly pane: P; readonly count: number },
  nameOf: (pane: P) => string,
): Tab[] {
  const shown = panes.filter((id) => id !== wrong.pane || wrong.count > 0)
  return shown.map((id) => {
    const isBad = id === wrong.pane
    return { title: isBad ? `${nameOf(id)} (${wrong.count})` : nameOf(id), isActive: id === active, isBad }
  })
}

/** `[Picture]  Phases  Hosts  Log`: which pane is seen, and which others there are. */
export function paneTabs(tabs: readonly Tab[], look: RunLook): PictureLine {
  const spans = tabs.flatMap(({ title, isActive, isBad }): Span[] => {
    if (isActive) return [{ text: `[${title}]`, strong: true }, plain(' ')]
    return [{ text: ` ${title} `, meaning: isBad === true ? 'failed' : 'muted' }, plain(' ')]
  })
  return fitSpans([plain(' '), ...spans], look.columns, look.charset)
}

/** `▸ Log of h3 ─────`: the one that has the keys is pointed at. */
export function paneTitle(title: string, isActive: boolean, look: RunLook): PictureLine {
  const { pointer, rule } = SIGNS[look.charset]
  const text = `${isActive ? pointer : rule} ${title} `
  const rest = muted(rule.repeat(Math.max(0, look.columns - textWidth(text))))
  return fitSpans([isActive ? { text, strong: true } : muted(text), rest], look.columns, look.charset)
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
