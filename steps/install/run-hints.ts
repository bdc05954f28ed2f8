import type { Problem } from '../../src/errors/problem.js'
import type { Say } from '../../src/i18n/say.js'
import type { Topology } from '../../src/topology/topology.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { Size } from '../../src/ui/screen/step.js'
import type { RunHandle } from '../../src/wizard/run-handle.js'
import type { RunKeysInput } from './run-keys.js'

/** The keys that mean something just now, the most needed first. */
export function runHints(input: RunKeysInput, can: RunScreenProps, say: Say): Hint[] {
  const { screen, pane, view, failures, isOver, isEnterNext } = input
  const hint = (is: boolean, keys: string, word: Parameters<Say>[0]): Hint[] =>
    is ? [[keys, say(word)]] : []
  if (screen.isTyping) return hintsOf({ Enter: 'install.key.search', Esc: 'key.close' }, say)
  const isDone = view.state === 'done'
  const isLog = pane === 'log'
  const isHosts = pane === 'picture' || pane === 'hosts' || pane === 'phases'
  const isZoomed = pane === 'picture' && screen.isZoomed
  return [
    ...hint(isDone && can.onNext !== undefined, 'Enter', 'key.next'),
    ...hint(isOver && !isDone && can.onRetry !== undefined, 'r', 'key.retry'),
    ['Tab', say('install.key.panes')],
    ...hint(isHosts, isZoomed ? '←→' : '↑↓', 'install.key.host'),
    ...hint(isZoomed && input.zoomLength > input.zoomRows, '↑↓', 'key.scroll'),
    ...hint(isZoomed, 'Esc', 'key.all-hosts'),
    ...hint(pane === 'picture' && !isZoomed, isEnterNext ? 'z' : 'Enter', 'key.zoom'),
    ...hint(isHosts || pane === 'failures', 'l', 'install.key.log'),
    ...hint(isLog, 'Space', screen.reading === undefined ? 'install.key.freeze' : 'install.key.follow'),
    ...hint(isLog, '/', 'install.key.search'),
    ...hint(isLog && screen.query !== '', 'n', 'install.key.next-found'),
    ...hint(isLog && screen.logOf.kind !== 'all', 'a', 'key.all-hosts'),
    ...hint(pane === 'failures' && failures.length > 1, '←→', 'install.key.other-failure'),
    ...hint(pane === 'failures' && input.cardLength > input.cardRows, '↑↓', 'key.scroll'),
    ...hint(failures.length > 0 && pane !== 'failures', 'f', 'install.key.failures'),
    ...hint(!isOver && can.run.canDetach && can.onDetach !== undefined, 'd', 'install.key.detach'),
    ...hint(!isOver, '^C', 'key.stop'),
    ...hint(can.hasShell === true, 's', 'install.key.shell'),
  ]
}

export interface RunScreenProps {
  readonly run: RunHandle
  readonly topology: Topology
  readonly size: Size
  /** Somebody else has begun it: leaving it is what Ctrl-C is for. */
  readonly isWatched?: boolean
  /** How to go on once it is over; absent: with the keys of the wizard. */
  readonly endNotice?: string
  /** What the screen is busy with, or why something was not possible. */
  readonly notice?: string
  /** What kept the screen from going on, told before the failures of the run. */
  readonly problems?: readonly Problem[]
  /** What each key may ask for; absent: it means nothing here. */
  readonly onNext?: () => void
  readonly onRetry?: () => void
  readonly onShell?: (host: string) => void
  /** False where `onShell` can only say that there is none. */
  readonly hasShell?: boolean
  readonly onDetach?: () => void
  /** Leaves the program where a run can't go on without it. */
  readonly onQuit: () => void
}
