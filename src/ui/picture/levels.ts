/** How much of a topology is drawn. */
export interface Level {
  /** What crosses the border: a line each to its box, all in one line, or nothing. */
  readonly outside: 'leaders' | 'line' | 'none'
  /** Roomy boxes have their title inside and ports below each chip. */
  readonly roomy: boolean
  /** Lines between the boxes: Consul's, and that of the services. */
  readonly wires: 0 | 1 | 2
  /** Like hosts as boxes of their own, as cells of one box, or as one small box that counts them. */
  readonly fold: 'none' | 'cells' | 'sums'
  readonly legend: 'full' | 'marks' | 'none'
}

/** From the richest on: the first one that fits is drawn. */
export const LEVELS: readonly Level[] = [
  { outside: 'leaders', roomy: true, wires: 2, fold: 'none', legend: 'full' },
  { outside: 'leaders', roomy: false, wires: 2, fold: 'none', legend: 'full' },
  { outside: 'leaders', roomy: false, wires: 1, fold: 'none', legend: 'full' },
  { outside: 'leaders', roomy: true, wires: 2, fold: 'cells', legend: 'full' },
  { outside: 'leaders', roomy: false, wires: 2, fold: 'cells', legend: 'full' },
  { outside: 'leaders', roomy: false, wires: 1, fold: 'cells', legend: 'marks' },
  { outside: 'leaders', roomy: false, wires: 1, fold: 'sums', legend: 'marks' },
  { outside: 'line', roomy: false, wires: 1, fold: 'none', legend: 'marks' },
  { outside: 'line', roomy: false, wires: 1, fold: 'cells', legend: 'marks' },
  { outside: 'line', roomy: false, wires: 1, fold: 'sums', legend: 'marks' },
  { outside: 'none', roomy: false, wires: 1, fold: 'sums', legend: 'none' },
]
