import type { LogTail } from '../events/log-tail.js'
import type { LogFocus } from './run-log.js'

export const PANES = ['picture', 'phases', 'hosts', 'log', 'failures'] as const
export type Pane = (typeof PANES)[number]

/** What an operator has chosen to look at while a run goes on. */
export interface RunScreenState {
  /** Absent: the one that tells most, which is the picture, and after a failed run what failed. */
  readonly pane?: Pane
  /** Name of the host that is pointed at; absent: the first. */
  readonly host?: string
  /** The host alone, with its ports. */
  readonly isZoomed: boolean
  /** The first row of it that is seen. */
  readonly zoomTop: number
  readonly logOf: LogFocus
  /** The log is frozen as it was, from its line `top`; absent: it follows what comes. */
  readonly reading?: { readonly tail: LogTail; readonly top: number }
  /** Columns by which long lines are moved to the left. */
  readonly shift: number
  readonly query: string
  readonly isTyping: boolean
  /** Place of the line that the search has come to. */
  readonly found?: number
  /** Which failure is shown, and the first row of its card. */
  readonly failure: number
  readonly cardTop: number
}

export const FIRST_LOOK: RunScreenState = {
  isZoomed: false,
  zoomTop: 0,
  logOf: { kind: 'all' },
  shift: 0,
  query: '',
  isTyping: false,
  failure: 0,
  cardTop: 0,
}

/** The next or the one before in a round; a single one stays. */
export function beside<T>(all: readonly T[], now: T, by: 1 | -1): T {
  const at = all.indexOf(now)
  return all[(at + by + all.length) % all.length] ?? now
}

/** Where a key leads to in a row that ends; undefined for all other keys. */
export function nextInRow<T>(all: readonly T[], now: T | undefined, key: string): T | undefined {
  const by = ROW_KEYS[key]
  const at = now === undefined ? 0 : Math.max(0, all.indexOf(now))
  return by === undefined ? undefined : all[Math.max(0, Math.min(all.length - 1, at + by))]
}

const FAR = 10
const END = Number.POSITIVE_INFINITY
const ROW_KEYS: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  left: -1,
  right: 1,
  pageup: -FAR,
  pagedown: FAR,
  home: -END,
  end: END,
}

/** Looks at other lines of the log, as they come. */
export function lookAtLog(screen: RunScreenState, logOf: LogFocus): RunScreenState {
  return { ...following(screen), pane: 'log', logOf, shift: 0, query: '', isTyping: false }
}

export function frozen(screen: RunScreenState, tail: LogTail, top: number): RunScreenState {
  return { ...screen, reading: { tail, top: Math.max(0, top) } }
}

/** The log goes on; what was searched is kept, where it was found is not. */
export function following({ reading: _, found: __, ...screen }: RunScreenState): RunScreenState {
  return screen
}
