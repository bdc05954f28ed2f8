import type { Say } from '../../src/i18n/say.js'
import type { Press } from '../../src/ui/screen/press.js'
import { scrolled, scrolledWithin } from '../../src/ui/screen/rows.js'
import { type Hint, hintsIn, hintsOf } from '../../src/ui/screen/screen.js'
import type { Failure } from '../../src/wizard/run-failures.js'
import type { RunHandle, RunView } from '../../src/wizard/run-handle.js'
import { findLine, linesOf } from '../../src/wizard/run-log.js'
import {
  beside,
  following,
  frozen,
  lookAtLog,
  nextInRow,
  PANES,
  type Pane,
  type RunScreenState,
} from '../../src/wizard/run-screen.js'

/** What keys may ask for; absent: it means nothing here. */
export interface RunKeysCan {
  readonly run: RunHandle
  readonly onNext?: () => void
  readonly onRetry?: () => void
  readonly onShell?: (host: string) => void
  /** False where `onShell` can only say that there is none. */
  readonly hasShell?: boolean
  readonly onDetach?: () => void
}

export interface RunKeysInput {
  readonly screen: RunScreenState
  readonly pane: Pane
  readonly host: string | undefined
  /** Names of all hosts as the focus moves. */
  readonly order: readonly string[]
  readonly view: RunView
  readonly failures: readonly Failure[]
  readonly isOver: boolean
  /** Enter goes on, or leaves, in whatever pane. */
  readonly isEnterNext: boolean
  /** Rows for the host that is zoomed in on, and how many it has. */
  readonly zoomRows: number
  readonly zoomLength: number
  /** Rows of lines in the log, and of the card. */
  readonly logRows: number
  readonly cardRows: number
  readonly cardLength: number
}

/** What a key asks for beside another look. */
export type RunAct = 'next' | 'retry' | 'shell' | 'detach' | 'stop' | 'pause'

/** What a key means on the screen of a run; undefined where it means nothing. */
export function runKey(press: Press, input: RunKeysInput): RunScreenState | RunAct | undefined {
  const { screen, pane, isOver } = input
  if (press.name === 'ctrl-c') return isOver ? undefined : 'stop'
  if (press.name === 'escape') return stepBack(input)
  if (press.name === 'tab' || press.name === 'backtab') {
    const panes = PANES.filter((id) => id !== 'failures' || input.failures.length > 0)
    return { ...screen, pane: beside(panes, pane, press.name === 'tab' ? 1 : -1), isTyping: false }
  }
  if (press.name === 'enter') return enter(input)
  if (press.name === 'char') return letter(press.text, input)
  if (pane === 'log') return logKey(press, input)
  if (pane === 'failures') return failureKey(press, input)
  return hostKey(press, input)
}

/** The screen with the next line that holds the query in sight; `from` is where the search begins. */
export function searched(input: RunKeysInput, query: string, by: 1 | -1): RunScreenState {
  const { screen, view, logRows } = input
  const tail = screen.reading?.tail ?? view.log
  const lines = linesOf(tail, screen.logOf)
  const last = Math.max(0, lines.length - logRows)
  const top = screen.reading?.top ?? last
  const place = findLine(lines, query, screen.found ?? (by === 1 ? top - 1 : top + logRows), by)
  const typed = { ...screen, query, isTyping: false }
  if (place === -1) return typed
  const middle = place - Math.floor(logRows / 2)
  return { ...frozen(typed, tail, Math.min(last, middle)), found: place }
}

function stepBack({ screen, pane, isOver }: RunKeysInput): RunScreenState | RunAct | undefined {
  if (screen.isTyping) return { ...screen, isTyping: false }
  if (pane === 'picture' && screen.isZoomed) return { ...screen, isZoomed: false }
  if (pane === 'log' && (screen.reading !== undefined || screen.query !== ''))
    return { ...following(screen), query: '' }
  return isOver ? undefined : 'stop'
}

function enter(input: RunKeysInput): RunScreenState | RunAct | undefined {
  const { screen, pane, host, isEnterNext, isOver } = input
  if (isEnterNext) return 'next'
  if (pane === 'failures' && isOver) return 'retry'
  if (pane === 'picture') return zoomed(screen)
  if (pane === 'hosts' && host !== undefined) return lookAtLog(screen, { kind: 'host', host })
  return undefined
}

/** While a plan is carried out by a process that pauses; once it is asked to stop it does that. */
function canPause({ state, progress, begun }: RunView): boolean {
  const isAtWork = state === 'running' || state === 'paused'
  return isAtWork && progress.outcome === undefined && begun?.pauses === true
}

function letter(text: string, input: RunKeysInput): RunScreenState | RunAct | undefined {
  const { screen, pane, failures, isOver } = input
  switch (text) {
    case 'd':
      return isOver ? undefined : 'detach'
    case 'r':
      return isOver ? 'retry' : undefined
    case 'p':
      return canPause(input.view) ? 'pause' : undefined
    case 's':
      return 'shell'
    case 'f':
      return failures.length > 0 ? { ...screen, pane: 'failures' } : undefined
    case 'z':
      return { ...zoomed(screen), pane: 'picture' }
    case 'a':
      return lookAtLog(screen, { kind: 'all' })
    case 'l':
      return logOfFocus(input)
    case '/':
      return { ...screen, pane: 'log', isTyping: true }
    case 'n':
    case 'N':
      return pane === 'log' && screen.query !== ''
        ? searched(input, screen.query, text === 'n' ? 1 : -1)
        : undefined
    default:
      return undefined
  }
}

/** Of the action that failed, where a failure is shown; else of the host that is pointed at. */
function logOfFocus({ screen, pane, host, failures }: RunKeysInput): RunScreenState | undefined {
  const failure = pane === 'failures' ? failures[screen.failure] : undefined
  if (failure?.node !== undefined) return lookAtLog(screen, { kind: 'action', node: failure.node.id })
  const of = failure?.host ?? host
  return of === undefined ? undefined : lookAtLog(screen, { kind: 'host', host: of })
}

const SHIFT = 20

function logKey({ name }: Press, { screen, view, logRows }: RunKeysInput): RunScreenState | undefined {
  const { reading, logOf, shift } = screen
  const tail = reading?.tail ?? view.log
  const last = Math.max(0, linesOf(tail, logOf).length - logRows)
  const top = Math.min(reading?.top ?? last, last)
  if (name === 'space') return reading === undefined ? frozen(screen, tail, top) : following(screen)
  if (name === 'end') return following(screen)
  if (name === 'left') return { ...screen, shift: Math.max(0, shift - SHIFT) }
  if (name === 'right') return { ...screen, shift: shift + SHIFT }
  const to = scrolled(name, top, logRows, last)
  return to === undefined ? undefined : frozen(screen, tail, to)
}

function failureKey({ name }: Press, input: RunKeysInput): RunScreenState | undefined {
  const { screen, failures, cardRows, cardLength } = input
  if (name === 'left' || name === 'right') {
    const failure = Math.max(0, Math.min(failures.length - 1, screen.failure + (name === 'left' ? -1 : 1)))
    return { ...screen, failure, cardTop: 0 }
  }
  const cardTop = scrolledWithin(name, screen.cardTop, cardRows, cardLength)
  return cardTop === undefined ? undefined : { ...screen, cardTop }
}

function zoomed(screen: RunScreenState): RunScreenState {
  return { ...screen, isZoomed: !screen.isZoomed, zoomTop: 0 }
}

function hostKey({ name }: Press, input: RunKeysInput): RunScreenState | undefined {
  const { screen, pane, host, order, zoomRows, zoomLength } = input
  if (pane === 'picture' && screen.isZoomed && name !== 'left' && name !== 'right') {
    const zoomTop = scrolledWithin(name, screen.zoomTop, zoomRows, zoomLength)
    return zoomTop === undefined ? undefined : { ...screen, zoomTop }
  }
  const to = nextInRow(order, host, name)
  return to === undefined ? undefined : { ...screen, host: to, zoomTop: 0 }
}

/** The keys that mean something just now, the most needed first. */
export function runHints(input: RunKeysInput, can: RunKeysCan, say: Say): Hint[] {
  const { screen, pane, view, failures, isOver, isEnterNext } = input
  if (screen.isTyping) return hintsOf({ Enter: 'install.key.search', Esc: 'key.close' }, say)
  const isDone = view.state === 'done'
  const isLog = pane === 'log'
  const isHosts = pane === 'picture' || pane === 'hosts' || pane === 'phases'
  const isFailures = pane === 'failures'
  const isZoomed = pane === 'picture' && screen.isZoomed
  return hintsIn(
    [
      ['Enter', isDone && can.onNext && 'key.next'],
      ['r', isOver && !isDone && can.onRetry && 'key.retry'],
      ['Tab', 'install.key.panes'],
      ['p', canPause(view) && (view.state === 'paused' ? 'install.key.go-on' : 'install.key.pause')],
      ['^C', !isOver && 'key.stop'],
      [isZoomed ? '←→' : '↑↓', isHosts && 'install.key.host'],
      ['↑↓', isZoomed && input.zoomLength > input.zoomRows && 'key.scroll'],
      ['Esc', isZoomed && 'key.all-hosts'],
      [isEnterNext ? 'z' : 'Enter', pane === 'picture' && !isZoomed && 'key.zoom'],
      ['l', (isHosts || isFailures) && 'install.key.log'],
      ['Space', isLog && (screen.reading === undefined ? 'install.key.freeze' : 'install.key.follow')],
      ['/', isLog && 'install.key.search'],
      ['n', isLog && screen.query !== '' && 'install.key.next-found'],
      ['a', isLog && screen.logOf.kind !== 'all' && 'key.all-hosts'],
      ['←→', isFailures && failures.length > 1 && 'install.key.other-failure'],
      ['↑↓', isFailures && input.cardLength > input.cardRows && 'key.scroll'],
      ['f', failures.length > 0 && !isFailures && 'install.key.failures'],
      ['d', !isOver && can.run.canDetach && can.onDetach && 'install.key.detach'],
      ['s', can.hasShell && 'install.key.shell'],
    ],
    say,
  )
}
