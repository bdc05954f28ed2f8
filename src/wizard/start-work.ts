import { InstallerError, type Problem } from '../errors/problem.js'
import type { Cell } from './cell.js'

/** Something that takes time, as screens show it: not begun, under way, there, or failed with what to tell. */
export type Work<T> =
  | { readonly state: 'idle' }
  | {
      readonly state: 'busy'
      /** What goes on, for the screen. */
      readonly stage?: string
      /** Ends it; the cell is `idle` again. */
      readonly stop?: () => void
    }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problems: readonly Problem[] }

export const IDLE = { state: 'idle' } as const

/** The value, if it is there. */
export function readyValue<T>(work: Work<T>): T | undefined {
  return work.state === 'ready' ? work.value : undefined
}

/**
 * Does something that takes time and tells of it through a cell. A later start of the same cell ends the one before;
 * what is stopped leaves the cell idle. Gives the value, or undefined when there is none; bugs are thrown.
 */
export async function startWork<T>(
  work: Cell<Work<T>>,
  program: AbortSignal,
  begin: (signal: AbortSignal, onStage: (stage: string) => void) => Promise<T>,
): Promise<T | undefined> {
  stopWork(work)
  const controller = new AbortController()
  const signal = AbortSignal.any([program, controller.signal])
  const stop = () => controller.abort()
  let mine: Work<T> = { state: 'busy', stop }
  work.set(mine)
  const become = (next: Work<T>) => {
    if (work.get() !== mine) return
    mine = next
    work.set(next)
  }
  signal.addEventListener('abort', () => become(IDLE), { once: true })
  try {
    const value = await begin(signal, (stage) => {
      if (!signal.aborted) become({ state: 'busy', stage, stop })
    })
    if (signal.aborted) return undefined
    become({ state: 'ready', value })
    return value
  } catch (error) {
    if (signal.aborted) return undefined
    if (error instanceof InstallerError) {
      become({ state: 'failed', problems: error.problems })
      return undefined
    }
    become(IDLE)
    throw error
  }
}

const NONE: readonly Problem[] = []

/** What kept the first of them that failed from getting there. */
export function failureOf(...works: readonly Work<unknown>[]): readonly Problem[] {
  return works.find((work) => work.state === 'failed')?.problems ?? NONE
}

/** Ends what is under way; does nothing otherwise. */
export function stopWork(...works: readonly Pick<Cell<Work<unknown>>, 'get'>[]): void {
  for (const work of works) {
    const now = work.get()
    if (now.state === 'busy') now.stop?.()
  }
}

/** Resolves once nothing is under way, or the signal aborts. */
export function settled<T>(work: Cell<Work<T>>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (work.get().state === 'busy' && !signal.aborted) return
      stopListening()
      signal.removeEventListener('abort', look)
      resolve()
    }
    const stopListening = work.subscribe(look)
    signal.addEventListener('abort', look)
    look()
  })
}
