/** How much of a topology is drawn. */
export interface Level {
  /** What crosses the border: a line each to its box, all in one line, or nothing. */
  readonly outside: 'leaders' | 'line' | 'none'
  /** Of boxes: all ports; title inside and ports below the chips; title in the border. */
  readonly detail: 'rich' | 'roomy' | 'compact'
  /** Lines between the boxes: Consul's, and that of the services. */
  readonly wires: 0 | 1 | 2
  /** Like hosts as boxes of their own, as cells of one box, or as one small box that counts them. */
  readonly fold: 'none' | 'cells' | 'sums'
  readonly legend: 'full' | 'marks' | 'none'
}

/** From the richest on: the first one that fits is drawn. */
export const LEVELS: readonly Level[] = [
  { outside: 'leaders', detail: 'rich', wires: 2, fold: 'none', legend: 'full' },
  { outside: 'leaders', detail: 'roomy', wires: 2, fold: 'none', legend: 'full' },
  { outside: 'leaders', detail: 'compact', wires: 2, fold: 'none', legend: 'full' },
  { outside: 'leaders', detail: 'compact', wires: 1, fold: 'none', legend: 'full' },
  { outside: 'leaders', detail: 'compact', wires: 1, fold: 'none', legend: 'marks' },
  { outside: 'leaders', detail: 'rich', wires: 2, fold: 'cells', legend: 'full' },
  { outside: 'leaders', detail: 'roomy', wires: 2, fold: 'cells', legend: 'full' },
  { outside: 'leaders', detail: 'compact', wires: 2, fold: 'cells', legend: 'full' },
  { outside: 'leaders', detail: 'compact', wires: 1, fold: 'cells', legend: 'marks' },
  { outside: 'leaders', detail: 'compact', wires: 1, fold: 'sums', legend: 'marks' },
  { outside: 'line', detail: 'compact', wires: 1, fold: 'none', legend: 'marks' },
  { outside: 'line', detail: 'compact', wires: 1, fold: 'cells', legend: 'marks' },
  { outside: 'line', detail: 'compact', wires: 1, fold: 'sums', legend: 'marks' },
  { outside: 'none', detail: 'compact', wires: 1, fold: 'sums', legend: 'none' },
]

/** Whether so many hosts can't possibly fit: saves laying them out. */
export function isHopeless(
  { detail, fold, wires }: Level,
  hosts: number,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): boolean {
  if (fold !== 'none') return false
  const smallest = detail === 'compact' ? { width: 12, height: 3 } : { width: 16, height: 4 }
  const most = Math.max(1, Math.floor(columns / smallest.width))
  return Math.ceil(hosts / most) * (smallest.height + wires) - wires > rows
}
