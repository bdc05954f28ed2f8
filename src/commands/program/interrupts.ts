import { setMaxListeners } from 'node:events'
import { PAUSE_SIGNALS } from '../../state/pause-signals.js'
import { cell } from '../../wizard/cell.js'
import type { Interrupts } from './session.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

interface SignalSource {
  readonly on: (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => unknown
  readonly removeListener: (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => unknown
}

export interface ListeningForInterrupts {
  readonly signals: Interrupts
  /** While another program has the terminal, Ctrl-C is meant for that one. */
  readonly leaveCtrlC: <T>(work: () => Promise<T>) => Promise<T>
  readonly dispose: () => void
}

/** Turns signals of the process into the two abort signals, and a pause. After the second, the system's own way is back. */
export function listenForInterrupts(
  source: SignalSource,
  platform: NodeJS.Platform = process.platform,
): ListeningForInterrupts {
  const stop = new AbortController()
  const abort = new AbortController()
  // Everything under way on every host listens; Node.js would take more than ten for a leak and tell the operator.
  setMaxListeners(0, stop.signal, abort.signal)
  let isLeft = false
  const dispose = () => {
    for (const signal of SIGNALS) source.removeListener(signal, listener)
  }
  const listener = (signal: NodeJS.Signals) => {
    if (isLeft && signal === 'SIGINT') return
    if (!stop.signal.aborted) {
      stop.abort()
      return
    }
    dispose()
    abort.abort()
  }
  for (const signal of SIGNALS) source.on(signal, listener)
  const leaveCtrlC = async <T>(work: () => Promise<T>) => {
    isLeft = true
    try {
      return await work()
    } finally {
      isLeft = false
    }
  }
  const pause = cell(false)
  const canPause = platform !== 'win32'
  if (canPause) {
    // These stay to the end: without a listener they would end the process, or open its debugger.
    source.on(PAUSE_SIGNALS.pause, () => pause.set(true))
    source.on(PAUSE_SIGNALS.continue, () => pause.set(false))
  }
  const signals = { stop: stop.signal, abort: abort.signal, ...(canPause ? { pause } : {}) }
  return { signals, leaveCtrlC, dispose }
}
