import stringWidth from 'string-width'
import type { Word } from '../../i18n/en/words.js'
import { PANES, type Pane } from '../../wizard/run-screen.js'
import { fitSpans, widthOf } from '../picture/fit-text.js'
import { SIGNS } from '../picture/glyphs.js'
import type { PictureLine, Span } from '../picture/picture.js'
import { muted, plain, type RunLook } from './run-look.js'

/** `[Picture]  Phases  Hosts  Log`: which pane is seen, and which others there are. */
export function paneTabs(pane: Pane, failures: number, look: RunLook): PictureLine {
  const shown = PANES.filter((id) => id !== 'failures' || failures > 0)
  const spans = shown.flatMap((id): Span[] => {
    const name = look.say(`install.pane.${id}` as Word)
    const text = id === 'failures' ? `${name} (${failures})` : name
    if (id === pane) return [{ text: `[${text}]`, strong: true }, plain(' ')]
    return [id === 'failures' ? { text: ` ${text} `, meaning: 'failed' } : muted(` ${text} `), plain(' ')]
  })
  return fitSpans([plain(' '), ...spans], look.columns, look.charset)
}

/** `▸ Log of h3 ─────`: the one that has the keys is pointed at. */
export function paneTitle(title: string, isActive: boolean, look: RunLook): PictureLine {
  const sign = isActive ? SIGNS[look.charset].pointer : look.charset === 'ascii' ? '-' : '─'
  const rule = (look.charset === 'ascii' ? '-' : '─').repeat(
    Math.max(0, look.columns - stringWidth(`${sign} ${title} `)),
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
