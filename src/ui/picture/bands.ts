import { isRegistry } from '../../roles/index.js'
import type { Topology } from '../../topology/topology.js'
import type { Grid, GridRow } from './grid.js'
import type { Level } from './levels.js'

/** A row of boxes. */
export interface Band {
  readonly y: number
  readonly row: GridRow
  /** It hangs from the lines above it; those of the first row are below. */
  readonly isBelow: boolean
}

/** Rows of the lines that lead to boxes. */
export interface Lines {
  readonly registry: number
  readonly services?: number
}

interface Bands {
  readonly bands: readonly Band[]
  readonly lines: readonly Lines[]
  /** The row after the last. */
  readonly end: number
}

/** Rows of boxes from the row `start` on, and the lines between them. */
export function bandsOf(grid: Grid, { wires, detail }: Level, topology: Topology, start: number): Bands {
  const rows = grid.first === undefined ? grid.others : [grid.first, ...grid.others]
  const isWired = wires > 0 && hasRegistry(topology) && rows.flatMap(({ boxes }) => boxes).length > 1
  const bands: Band[] = []
  const lines: Lines[] = []
  let y = start
  const addLines = () => {
    const registry = y + (detail !== 'compact' && lines.length === 0 && bands.length > 0 ? 1 : 0)
    lines.push({ registry, ...(wires === 2 ? { services: registry + 1 } : {}) })
    y = registry + wires
  }
  for (const row of rows) {
    const isBelow = row !== grid.first
    if (isWired && isBelow && hasWires(row)) addLines()
    bands.push({ y, row, isBelow })
    y += row.height
  }
  if (isWired && lines.length === 0) addLines()
  return { bands, lines, end: y }
}

/** From the second row below on, lines come down at the left. */
export function spineWidth({ first, others }: Grid, { wires }: Level, topology: Topology): number {
  const wired = others.filter(hasWires).length + (first === undefined ? 0 : 1)
  return wires > 0 && wired > 2 && hasRegistry(topology) ? wires * 2 : 0
}

function hasWires({ boxes }: GridRow): boolean {
  return boxes.some(({ box }) => box.wires.registry !== 'none')
}

function hasRegistry({ instances }: Topology): boolean {
  return instances.some(({ role }) => isRegistry(role))
}
