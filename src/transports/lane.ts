import type { RootShell } from './root-shell.js'

/** One root shell, opened on first use and again after an abort; its users come one after the other. */
export interface Lane {
  readonly use: <T>(work: (shell: RootShell) => Promise<T>, signal?: AbortSignal) => Promise<T>
  readonly close: () => void
}

export function createLane(open: () => Promise<RootShell>): Lane {
  let shell: RootShell | undefined
  let last: Promise<unknown> = Promise.resolve()
  const ready = async () => {
    if (shell?.isOpen() !== true) shell = await open()
    return shell
  }
  return {
    use: (work, signal) => {
      const turn = last.then(async () => {
        signal?.throwIfAborted()
        return work(await ready())
      })
      last = turn.catch(() => {})
      return signal === undefined ? turn : untilAborted(turn, signal)
    },
    close: () => shell?.close(),
  }
}

/** Who waits for a turn leaves at once; the turn itself finds the signal aborted when it comes. */
export function untilAborted<T>(turn: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Several lanes as one: who comes gets the one with the fewest users. */
export function createLanePool(count: number, open: () => Promise<RootShell>): Lane {
  const lanes = Array.from({ length: count }, () => ({ lane: createLane(open), users: 0 }))
  return {
    use: async (work, signal) => {
      const chosen = lanes.reduce((least, one) => (one.users < least.users ? one : least))
      chosen.users += 1
      try {
        return await chosen.lane.use(work, signal)
      } finally {
        chosen.users -= 1
      }
    },
    close: () => {
      for (const { lane } of lanes) lane.close()
    },
  }
}
