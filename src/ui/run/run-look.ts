import type { RunMark } from '../../wizard/run-mark.js'
import type { Meaning } from '../colour.js'
import { SIGNS, type Span } from '../picture/span.js'
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
