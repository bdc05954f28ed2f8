import { roomOf } from '../../roles/index.js'
import { portsOf } from '../../roles/ports.js'
import type { Peer } from '../../roles/settings.js'
import type { Instance } from '../../topology/topology.js'
import { pad } from '../text.js'
import { type Box, type BoxLook, type BoxRow, fitRow, pointerOf, titleOf, wiresOf } from './box.js'
import type { Crossing } from './crossings.js'
import { byPurpose, portsText, purposeText } from './port-text.js'
import type { HostView, InstanceView } from './scene.js'
import { fitSpans, muted, type Span, signOf, styleOf, widthOf } from './span.js'
import { textWidth } from './text-width.js'

/** An instance with its sign, ports and note: one row, or more where there is room for all ports. */
type ChipBlock = readonly BoxRow[]

function chipBlocks({ instances }: HostView, look: BoxLook): readonly ChipBlock[] {
  if (instances.length === 0) return [[{ left: [muted(look.say('picture.no-role'))] }]]
  const names = instances.map(({ instance }) => chipName(instance, instances, look))
  const nameWidth = Math.max(...names.map((name) => name.length))
  return instances.map((view, i) => {
    const { instance } = view
    const row = chipRow(view, (names[i] ?? '').padEnd(nameWidth), look)
    if (look.detail !== 'rich') return [{ ...row, extra: [muted(`  ${shortPorts(instance, look)}`)] }]
    return [row, ...allPorts(instance, look)]
  })
}

/**
 * Columns that chips must have, their note included: room for it is kept whether there is one or not. `all`: with
 * ports beside them.
 */
function chipWidths(blocks: readonly ChipBlock[], look: BoxLook): { must: number; all: number } {
  const note = look.hasNotes ? 1 + NOTE_ROOM[look.detail] : 0
  const widest = (texts: readonly (readonly Span[])[]) => Math.max(0, ...texts.map(widthOf))
  const heads = blocks.flatMap((block) => block.slice(0, 1))
  const ports = widest(blocks.flatMap((block) => block.slice(1)).map(({ left }) => left))
  const head = widest(heads.map(({ left }) => left)) + note
  const extra = widest(heads.map((row) => row.extra ?? []))
  return { must: Math.max(head, ports), all: Math.max(head + extra, ports) }
}

/** `12/31` fits everywhere. */
const NOTE_ROOM = { compact: 5, roomy: 7, rich: 7 } as const
const BETWEEN = 3

/** A wide box has its chips side by side, filled downwards; a roomy one has ports below where they don't fit beside. */
function inColumns(blocks: readonly ChipBlock[], look: BoxLook, width: number): readonly BoxRow[] {
  const { all } = chipWidths(blocks, look)
  const whole = look.detail === 'roomy' && all > width ? blocks.map(portsBelow) : blocks
  const count = Math.max(1, Math.min(whole.length, Math.floor((width + BETWEEN) / (all + BETWEEN))))
  if (count === 1) return whole.flat()
  const columns = inParts(whole, count)
  const each = Math.min(all + 6, Math.floor((width + BETWEEN) / count) - BETWEEN)
  const height = Math.max(...columns.map((rows) => rows.length))
  return Array.from({ length: height }, (_, y) => {
    const left = columns.flatMap((rows, x) => {
      const { pointer = { text: ' ' }, ...row } = rows[y] ?? { left: [] }
      const gap = x === 0 ? [] : [{ text: ' '.repeat(BETWEEN - 1) }, pointer]
      return [...gap, ...stretched(row, each, look)]
    })
    return { pointer: columns[0]?.[y]?.pointer, left }
  })
}

function chipRow({ mark, note, focused }: InstanceView, name: string, look: BoxLook): BoxRow {
  const { charset, hasMarks } = look
  return {
    pointer: focused ? pointerOf(charset) : undefined,
    left: [...(hasMarks ? [signOf(mark, charset)] : []), { text: name, strong: focused }],
    right: note === '' ? [] : [{ text: note, meaning: mark === 'failed' ? 'failed' : undefined }],
  }
}

/** In a tight box the role is enough where there is one of it. */
function chipName({ name, role }: Instance, instances: readonly InstanceView[], { detail }: BoxLook): string {
  const isOnly = instances.filter(({ instance }) => instance.role === role).length === 1
  return detail === 'compact' && isOnly ? role : name
}

/** Ports that an operator knows a service by. */
function shortPorts(instance: Instance, { detail }: BoxLook): string {
  const own = roomOf(instance.role).picture.shortPorts?.(instance, detail === 'compact')
  if (own !== undefined) return own
  return portsOf(instance)
    .filter(({ from, setting }) => setting.toldTo !== undefined || from.some((peer) => OUTER.includes(peer)))
    .map(({ port }) => `:${port}`)
    .join(' ')
}

const OUTER: readonly Peer[] = ['moirea', 'browsers']

/** Ports by what they are for, but not those for the host itself. */
function allPorts(instance: Instance, { hasMarks, say }: BoxLook): BoxRow[] {
  const uses = portsOf(instance).filter(({ from }) => from.some((peer) => peer !== 'itself'))
  const rows = Array.from(byPurpose(uses), ([purpose, ports]) => [purposeText(purpose, say), ports] as const)
  const nameWidth = Math.max(0, ...rows.map(([name]) => textWidth(name)))
  const indent = ' '.repeat(hasMarks ? 4 : 2)
  return rows.map(([name, ports]) => ({
    left: [muted(`${indent}${pad(name, nameWidth)} ${portsText(ports)}`)],
  }))
}

function portsBelow(block: ChipBlock): ChipBlock {
  return block.flatMap(({ extra, ...row }) => [row, ...(extra === undefined ? [] : [{ left: extra }])])
}

/** Blocks one after the other in so many columns of about the same height. */
function inParts(blocks: readonly ChipBlock[], count: number): BoxRow[][] {
  const total = blocks.reduce((sum, block) => sum + block.length, 0)
  const parts: BoxRow[][] = [[]]
  for (const block of blocks) {
    const part = parts.at(-1) ?? []
    const isFull = part.length > 0 && part.length + block.length / 2 > total / count
    if (isFull && parts.length < count) parts.push([...block])
    else part.push(...block)
  }
  return parts
}

function stretched(row: BoxRow, width: number, { charset }: BoxLook): Span[] {
  const fitted = fitSpans(fitRow(row, width, charset), width, charset)
  return [...fitted, { text: ' '.repeat(Math.max(0, width - widthOf(fitted))) }]
}

const BORDERS = 4
/** Columns that a name is given at least, and a name with its address. */
const SHORT_NAME = 8
const LONG_HEADING = 26

/** One host. `entries` are lines that come in through the upper border, beside the title. */
export function hostBox(
  host: HostView,
  look: BoxLook,
  entries: number,
  crossings: readonly Crossing[] = [],
): Box {
  const { instances } = host
  const chips = chipBlocks(host, look)
  const { must, all } = chipWidths(chips, look)
  const name = titleOf(host.title, host, look)
  const address = host.address === '' ? [] : [muted(host.address)]
  // Signs come and go, and nothing may move for that.
  const nameWidth = textWidth(host.title)
  const heading = nameWidth + 2 + widthOf(address)
  const titleAt = entries === 0 ? 2 : entries * 2 + 1
  const isCompact = look.detail === 'compact'
  const forTitle = isCompact
    ? titleAt + 3 + Math.min(nameWidth, SHORT_NAME)
    : Math.max(BORDERS + Math.min(heading, LONG_HEADING), 4 + entries * 4)
  return {
    hosts: [host],
    title: isCompact ? name : [],
    subtitle: isCompact ? address : [],
    footer: host.note === '' || look.hasNoteRows ? [] : [{ text: host.note }],
    // A note may touch the frame.
    minimum: Math.max(BORDERS + must - (look.hasNotes ? 1 : 0), forTitle),
    natural: Math.max(BORDERS + all, isCompact ? titleAt + 3 + heading : forTitle),
    alone: BORDERS + (chips.length > 3 ? 2 * all + 3 : all),
    rows: (width) => [
      ...(isCompact ? [] : [{ left: name, right: address }]),
      ...inColumns(chips, look, width),
      ...(look.hasNoteRows ? [{ left: [muted(host.note)] }] : []),
    ],
    style: styleOf(host.mark),
    focused: host.focused,
    crossings,
    wires: wiresOf(instances),
    isWide: false,
  }
}
