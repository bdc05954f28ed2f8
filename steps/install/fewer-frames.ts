import type { RunHandle } from '../../src/wizard/run-handle.js'

const FEW_HOSTS = 8
const MILLISECONDS_PER_HOST = 5

/**
 * A frame of many hosts costs more, and tells not more per second: their run is drawn less often. A key is answered
 * at once all the same, with what is known by then.
 */
export function fewerFrames(run: RunHandle, hosts: number): RunHandle['subscribe'] {
  if (hosts <= FEW_HOSTS) return run.subscribe
  return (listener) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = run.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined
        listener()
      }, hosts * MILLISECONDS_PER_HOST)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }
}
