import { groupBy } from '../../lib/group-by.js'
import { isRegistry, registryOf } from '../../roles/index.js'
import { instanceId, type Topology } from '../../topology/topology.js'
import type { Box, BoxLook } from './box.js'
import { hostBox } from './chips.js'
import { type Crossing, crossingsOf } from './crossings.js'
import { type Grid, type GridRow, placeInGrid } from './grid.js'
import { cellsBox, sumBox } from './groups.js'
import { hasInstanceMarks, legendLines } from './legend.js'
import type { Level } from './levels.js'
import { gathered, type HostView, type LayoutInput } from './scene.js'
import { fitSpans, oneLine, type PictureInput, type PictureLine } from './span.js'

/** Where everything stands; nothing is drawn yet. */
export interface Layout {
  readonly level: Level
  readonly title: string
  readonly crossings: readonly Crossing[]
  /** Where all register. */
  readonly agent: { readonly role: string; readonly address: string; readonly port: number } | undefined
  /** Columns of the organisation's border, and rows of the whole picture. */
  readonly width: number
  readonly height: number
  /** First row of the border. */
  readonly top: number
  readonly bottom: number
  /** First column of boxes. */
  readonly left: number
  readonly bands: readonly Band[]
  /** From above: each but the first leads to the row right below it. */
  readonly lines: readonly Lines[]
  readonly legend: readonly PictureLine[]
}

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

const NARROWEST = 30
/** The picture is as wide as its content needs, but not narrower than this. */
const WANTED = 78

/** Undefined when the picture can't be drawn so in these columns. */
export function layOut(all: LayoutInput, level: Level): Layout | undefined {
  const { input, scene, look, say } = all
  if (look.columns < NARROWEST) return undefined
  const { topology } = input
  const crossings = crossingsOf(topology)
  const boxLook: BoxLook = {
    say,
    charset: look.charset,
    detail: level.detail,
    hasMarks: hasInstanceMarks(input),
    hasHostMarks: topology.hosts.some(({ name }) => Object.hasOwn(input.marks ?? {}, name)),
    hasNotes: topology.instances.some((instance) => Object.hasOwn(input.notes ?? {}, instanceId(instance))),
    hasNoteRows: hasLongHostNotes(input),
  }
  const leaders = groupBy(level.outside === 'leaders' ? crossings : [], ({ instance }) => instance.host)
  const upperBox = (host: HostView) => {
    const mine = leaders.get(host.name) ?? []
    return hostBox(host, boxLook, mine.length, mine)
  }
  const box = (host: HostView) => hostBox(host, boxLook, level.wires)
  const folded = (hosts: readonly HostView[]) => foldLike(hosts, level, boxLook, box)
  const gridFor = (indent: number) =>
    placeInGrid({
      first: scene.upper.map(upperBox),
      mustFit: level.outside === 'leaders',
      beside: folded(scene.middle),
      below: [folded(scene.lower), folded(scene.idle)],
      room: look.columns - 4 - indent,
      wanted: Math.min(look.columns, WANTED) - 4 - indent,
      gap: level.detail !== 'compact' ? 3 : look.columns < 64 ? 0 : look.columns < 100 ? 1 : 2,
      widest: level.detail === 'compact' ? 36 : 44,
    })
  const flat = gridFor(0)
  const indent = flat === undefined ? 0 : spineWidth(flat, level, topology)
  const grid = indent === 0 ? flat : gridFor(indent)
  if (grid === undefined) return undefined

  const above =
    level.outside === 'leaders' ? crossings.length : level.outside === 'line' && crossings.length > 0 ? 1 : 0
  const airy = level.detail === 'compact' ? 0 : 1
  const { bands, lines, end } = bandsOf(grid, level, topology, above + 1 + airy)
  const bottom = bands.length === 0 ? above + 2 : end + airy
  const width = grid.width + 4 + indent
  const legend = legendLines(all, level)
  return {
    level,
    title: oneLine(topology.organisation),
    crossings,
    agent: agentOf(topology),
    width,
    height: bottom + 1 + legend.length,
    top: above,
    bottom,
    left: 2 + indent,
    bands,
    lines,
    legend: legend.map((line) => fitSpans(line, look.columns, look.charset)),
  }
}

/** Rows of boxes from the row `start` on, and the lines between them. */
function bandsOf(grid: Grid, { wires, detail }: Level, topology: Topology, start: number) {
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
function spineWidth({ first, others }: Grid, { wires }: Level, topology: Topology): number {
  const wired = others.filter(hasWires).length + (first === undefined ? 0 : 1)
  return wires > 0 && wired > 2 && hasRegistry(topology) ? wires * 2 : 0
}

function hasWires({ boxes }: GridRow): boolean {
  return boxes.some(({ box }) => box.wires.registry !== 'none')
}

function hasRegistry({ instances }: Topology): boolean {
  return instances.some(({ role }) => isRegistry(role))
}

/** Rows of the picture that a host takes. */
export function rowsOfHost(
  { bands }: Layout,
  name: string,
): readonly [first: number, last: number] | undefined {
  const band = bands.find(({ row }) =>
    row.boxes.some(({ box }) => box.hosts.some((host) => host.name === name)),
  )
  return band === undefined ? undefined : [band.y, band.y + band.row.height - 1]
}

/** Fewer like hosts than this are told one by one. */
const CELLS_FROM = 4
const SUMS_FROM = 2

function foldLike(
  hosts: readonly HostView[],
  { fold }: Level,
  look: BoxLook,
  box: (host: HostView) => Box,
): Box[] {
  if (fold === 'none') return hosts.map(box)
  const from = fold === 'cells' ? CELLS_FROM : SUMS_FROM
  return gathered(hosts, ({ kind }) => kind).flatMap((group) =>
    group.length < from ? group.map(box) : [fold === 'cells' ? cellsBox(group, look) : sumBox(group, look)],
  )
}

/** In the lower border there is room for `12/31`, not for `8 cores 16 GB`. One long note alone moves nothing. */
function hasLongHostNotes({ topology: { hosts }, notes = {} }: PictureInput): boolean {
  const long = hosts.filter(({ name }) => Object.hasOwn(notes, name) && (notes[name] ?? '').length > 8)
  return long.length * 2 > hosts.length
}

/** The first server of the file, which in a draft may have no host yet. */
function agentOf(topology: Topology): Layout['agent'] {
  const registry = registryOf(topology)
  const host = topology.hosts.find(({ name }) => name === registry?.instance.host)
  if (registry === undefined || host === undefined) return undefined
  return { role: registry.instance.role, address: oneLine(host.address), port: registry.port }
}
