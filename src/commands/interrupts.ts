import type { Interrupts } from './world.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

interface SignalSource {
  readonly on: (signal: NodeJS.Signals, listener: () => void) => unknown
  readonly removeListener: (signal: NodeJS.Signals, listener: () => void) => unknown
}

/** Turns signals of the process into the two abort signals. After the second, the system's own way is back. */
export function listenForInterrupts(source: SignalSource): { signals: Interrupts; dispose: () => void } {
  const stop = new AbortController()
  const abort = new AbortController()
  const dispose = () => {
    for (const signal of SIGNALS) source.removeListener(signal, listener)
  }
  const listener = () => {
    if (!stop.signal.aborted) {
      stop.abort()
      return
    }
    dispose()
    abort.abort()
  }
  for (const signal of SIGNALS) source.on(signal, listener)
  return { signals: { stop: stop.signal, abort: abort.signal }, dispose }
}
