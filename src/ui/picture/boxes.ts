import type { Say } from '../../i18n/say.js'
import { portsOf } from '../../services/index.js'
import type { Instance } from '../../topology/topology.js'
import type { Charset } from '../charset.js'
import type { Meaning } from '../colour.js'
import type { Style } from './canvas.js'
import type { Crossing } from './crossings.js'
import { widthOf } from './fit-text.js'
import { SIGNS } from './glyphs.js'
import type { Mark, Span } from './picture.js'
import type { HostView, InstanceView } from './scene.js'

/** One row of a box: `extra` goes first when there is no room, then `right`. */
export interface BoxRow {
  readonly left: readonly Span[]
  readonly extra?: readonly Span[]
  readonly right?: readonly Span[]
}

/** A frame with a title: one host, or a group of like ones. */
export interface Box {
  readonly hosts: readonly HostView[]
  readonly title: readonly Span[]
  /** Beside the title when there is room. */
  readonly subtitle: readonly Span[]
  /** In the lower border, at the right. */
  readonly footer: readonly Span[]
  /** Outer columns: below `minimum` names are cut, above `natural` nothing is won. */
  readonly minimum: number
  readonly natural: number
  /** Rows for so many columns of text. */
  readonly rows: (width: number) => readonly BoxRow[]
  readonly style: Style
  readonly focused: boolean
  readonly crossings: readonly Crossing[]
  readonly wires: Wires
  /** Takes a row of the picture for itself. */
  readonly isWide: boolean
}

/** What leads to a box: the line of Consul, thick where it runs, and the line of the services. */
export interface Wires {
  readonly consul: 'none' | 'client' | 'server'
  readonly services: boolean
}

/** What all boxes of a picture have in common. */
export interface BoxLook {
  readonly say: Say
  readonly charset: Charset
  readonly roomy: boolean
  /** Signs and notes are shown, so room is kept for them: boxes must not jump as they change. */
  readonly hasMarks: boolean
  readonly hasNotes: boolean
}

/** Columns kept for a note beside an instance. */
const NOTE_ROOM = 7
const BORDERS = 4

export function hostBox(host: HostView, crossings: readonly Crossing[], look: BoxLook): Box {
  const { instances } = host
  const chips = chipRows(host, look)
  const must = Math.max(0, ...chips.map(({ left }) => widthOf(left)))
  const extra = Math.max(0, ...chips.map((row) => widthOf(row.extra ?? [])))
  const note = look.hasNotes ? NOTE_ROOM + 1 : 0
  const name = titleOf(host.title, host, look)
  const address = host.address === '' ? [] : [muted(host.address)]
  const heading = widthOf(name) + 2 + widthOf(address)
  const entries = crossings.length * 2
  const common = {
    hosts: [host],
    footer: host.note === '' ? [] : [{ text: host.note }],
    style: styleOf(host.mark),
    focused: host.focused,
    crossings,
    wires: {
      consul: consulWire(instances),
      services: instances.some(({ instance }) => instance.role !== 'consul'),
    },
    isWide: false,
  }
  if (look.roomy) {
    return {
      ...common,
      title: [],
      subtitle: [],
      minimum: BORDERS + Math.max(must + note, Math.min(heading, LONG_HEADING), 1 + entries * 2),
      natural: BORDERS + Math.max(must + extra + note, heading, 1 + entries * 2),
      rows: (width) => [{ left: name, right: address }, ...roomyChips(chips, must, extra + note, width)],
    }
  }
  return {
    ...common,
    title: name,
    subtitle: address,
    minimum: BORDERS + Math.max(must, Math.min(widthOf(name), SHORT_NAME) + entries),
    natural: BORDERS + Math.max(must + extra + note, heading + entries),
    rows: (width) => inColumns(chips, must + extra + note, width),
  }
}

/** Columns that a name is given at least, and a name with its address. */
const SHORT_NAME = 8
const LONG_HEADING = 26

export const MARK_MEANING: Readonly<Record<Mark, Meaning>> = {
  waiting: 'muted',
  running: 'running',
  done: 'done',
  failed: 'failed',
  warning: 'warning',
  unknown: 'warning',
  skipped: 'muted',
}

/** The sign of a mark with a space, or as much room. */
export function signOf(mark: Mark | undefined, charset: Charset): Span {
  return mark === undefined
    ? { text: '  ' }
    : { text: `${SIGNS[charset].marks[mark]} `, meaning: MARK_MEANING[mark] }
}

export function styleOf(mark: Mark | undefined): Style {
  return mark === undefined ? {} : { meaning: MARK_MEANING[mark] }
}

export function muted(text: string): Span {
  return { text, meaning: 'muted' }
}

/** The pointer stands before what has the focus, so that it is seen without colours too. */
export function titleOf(
  text: string,
  { focused }: { readonly focused: boolean },
  { charset }: BoxLook,
): Span[] {
  return [{ text: focused ? `${SIGNS[charset].pointer} ${text}` : text, strong: true }]
}

export function consulWire(instances: readonly InstanceView[]): Wires['consul'] {
  if (instances.length === 0) return 'none'
  return instances.some(({ instance }) => instance.role === 'consul') ? 'server' : 'client'
}

function chipRows({ instances }: HostView, look: BoxLook): BoxRow[] {
  const names = instances.map(({ instance }) => chipName(instance, instances, look))
  const nameWidth = Math.max(0, ...names.map((name) => name.length))
  if (instances.length === 0) return [{ left: [muted(look.say('picture.no-role'))] }]
  return instances.map(
    ({ instance, mark, note, focused }, i): BoxRow => ({
      left: [
        ...(look.hasMarks ? [signOf(mark, look.charset)] : []),
        {
          text: (focused ? `${SIGNS[look.charset].pointer} ` : '') + (names[i] ?? '').padEnd(nameWidth),
          ...(focused ? { strong: true as const } : {}),
        },
      ],
      extra: [muted(`  ${shortPorts(instance, look.roomy)}`)],
      ...(note === ''
        ? {}
        : { right: [{ text: note, ...(mark === 'failed' ? { meaning: 'failed' as const } : {}) }] }),
    }),
  )
}

/** In a tight box the role is enough where there is one of it. */
function chipName({ name, role }: Instance, instances: readonly InstanceView[], { roomy }: BoxLook): string {
  return !roomy && instances.filter(({ instance }) => instance.role === role).length === 1 ? role : name
}

/** Ports that an operator knows a service by. */
function shortPorts(instance: Instance, roomy: boolean): string {
  switch (instance.role) {
    case 'consul':
      return `:${instance.ports.http}`
    case 'data':
    case 'compute':
      return roomy ? `:${instance.taskPorts.join('-')}` : `:${instance.ports.grpc}`
    default:
      return portsOf(instance)
        .filter(({ from }) =>
          ['moirea', 'browsers', 'compute'].some((peer) => from.some((one) => one === peer)),
        )
        .map(({ port }) => `:${port}`)
        .join(' ')
  }
}

/** Ports go below their chips when they do not fit beside one of them. */
function roomyChips(
  chips: readonly BoxRow[],
  must: number,
  others: number,
  width: number,
): readonly BoxRow[] {
  if (must + others <= width) return inColumns(chips, must + others, width)
  return chips.flatMap(({ left, extra = [], right = [] }) => [
    { left, right },
    ...(extra.length === 0 ? [] : [{ left: extra }]),
  ])
}

/** A wide box has its chips side by side, filled downwards. */
function inColumns(rows: readonly BoxRow[], chipWidth: number, width: number): readonly BoxRow[] {
  const columns = Math.max(1, Math.min(rows.length, Math.floor((width + 3) / (chipWidth + 3))))
  if (columns === 1) return rows
  const height = Math.ceil(rows.length / columns)
  const each = Math.min(chipWidth + 6, Math.floor((width - (columns - 1) * 3) / columns))
  return Array.from({ length: height }, (_, y) => ({
    left: Array.from({ length: columns }, (_, x) => rows[x * height + y]).flatMap((row, x) =>
      row === undefined ? [] : [...(x === 0 ? [] : [{ text: '   ' }]), ...flat(row, each)],
    ),
  }))
}

function flat({ left, extra = [], right = [] }: BoxRow, width: number): Span[] {
  const before = [...left, ...extra]
  const space = Math.max(0, width - widthOf(before) - widthOf(right))
  return [...before, { text: ' '.repeat(space) }, ...right]
}
