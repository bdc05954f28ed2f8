import type { Problem } from '../errors/problem.js'

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
