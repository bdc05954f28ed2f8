import { useSyncExternalStore } from 'react'
import type { Cell } from '../../wizard/cell.js'

/** The value of a cell, and a new frame whenever it changes. */
export function useCell<T>(cell: Pick<Cell<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(cell.subscribe, cell.get)
}
