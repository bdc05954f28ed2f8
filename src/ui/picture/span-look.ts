import type { Charset } from '../charset.js'
import type { Meaning } from '../colour.js'
import type { Style } from './canvas.js'
import type { Mark, Span } from './contract.js'
import { SIGNS } from './glyphs.js'

export const MARK_MEANING: Readonly<Record<Mark, Meaning>> = {
  waiting: 'muted',
  running: 'running',
  done: 'done',
  failed: 'failed',
  warning: 'warning',
  unknown: 'warning',
  skipped: 'muted',
}

/** The sign of a mark with a space, or as much room. */
export function signOf(mark: Mark | undefined, charset: Charset): Span {
  return mark === undefined
    ? { text: '  ' }
    : { text: `${SIGNS[charset].marks[mark]} `, meaning: MARK_MEANING[mark] }
}

export function styleOf(mark: Mark | undefined): Style {
  return mark === undefined ? {} : { meaning: MARK_MEANING[mark] }
}

export function muted(text: string): Span {
  return { text, meaning: 'muted' }
}
