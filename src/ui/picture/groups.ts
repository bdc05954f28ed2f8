import { type Box, type BoxLook, type BoxRow, titleOf, wiresOf } from './box.js'
import { countText } from './legend.js'
import { type HostView, worstOf } from './scene.js'
import { fitNote, fitText, muted, SIGNS, type Span, type Style, signOf, styleOf, widthOf } from './span.js'

const WIDEST_NAME = 16
const NOTE_ROOM = 7
const BORDERS = 4

/** Like hosts as one box, each with a cell of its own: `● h10`. */
export function cellsBox(hosts: readonly HostView[], look: BoxLook): Box {
  const nameWidth = Math.min(WIDEST_NAME, Math.max(...hosts.map(({ title }) => widthOf([{ text: title }]))))
  const noteWidth = look.hasNotes ? NOTE_ROOM : 0
  const cellWidth =
    2 + (look.hasMarks || look.hasHostMarks ? 2 : 0) + nameWidth + (noteWidth === 0 ? 0 : 1 + noteWidth)
  return {
    ...groupBox(hosts, look),
    isWide: true,
    minimum: BORDERS + cellWidth,
    natural: BORDERS + (cellWidth + 1) * hosts.length,
    rows: (width) => {
      const columns = Math.max(1, Math.floor((width + 1) / (cellWidth + 1)))
      return Array.from({ length: Math.ceil(hosts.length / columns) }, (_, y) => ({
        left: hosts
          .slice(y * columns, (y + 1) * columns)
          .flatMap((host, x) => [
            ...(x === 0 ? [] : [{ text: ' ' }]),
            ...cell(host, nameWidth, noteWidth, look),
          ]),
      }))
    },
  }
}

/** Like hosts as one small box that counts them: `● 9  ◐ 2  ✗ 1`, and names those that are worst off. */
export function sumBox(hosts: readonly HostView[], look: BoxLook): Box {
  return {
    ...groupBox(hosts, look),
    minimum: 22,
    natural: look.hasMarks ? 44 : 24,
    rows: (width): BoxRow[] => {
      if (!look.hasMarks)
        return [{ left: hosts.slice(0, width).flatMap(({ title }) => [{ text: `${title} ` }]) }]
      const counts = countText(
        hosts.map(({ mark }) => mark),
        { ...look, width },
      )
      return [{ left: counts }, { left: attention(hosts, width, look) }]
    },
  }
}

const CALLED = ['failed', 'warning', 'running'] as const

/** `h10…h21`. */
export function rangeOf(hosts: readonly HostView[], { charset }: Pick<BoxLook, 'charset'>): string {
  const first = hosts[0]?.title ?? ''
  const last = hosts.at(-1)?.title ?? ''
  return hosts.length < 2 ? first : `${first}${SIGNS[charset].range}${last}`
}

/** `data ×12`. */
export function groupName(
  hosts: readonly HostView[],
  { charset, say }: Pick<BoxLook, 'charset' | 'say'>,
): string {
  const roles = [...new Set(hosts[0]?.instances.map(({ instance }) => instance.role))].join(' ')
  return `${roles === '' ? say('picture.no-role') : roles} ${SIGNS[charset].times}${hosts.length}`
}

function groupBox(hosts: readonly HostView[], look: BoxLook): Box {
  const focused = hosts.some((host) => host.focused)
  return {
    hosts,
    title: titleOf(groupName(hosts, look), { ownFocus: focused, ownMark: undefined }, look),
    subtitle: [muted(rangeOf(hosts, look))],
    footer: [],
    minimum: 0,
    natural: 0,
    alone: 0,
    rows: () => [],
    style: styleOf(worstOf(hosts.map(({ mark }) => mark))),
    focused,
    crossings: [],
    wires: wiresOf(hosts[0]?.instances ?? []),
    isWide: false,
  }
}

function cell(host: HostView, nameWidth: number, noteWidth: number, look: BoxLook): Span[] {
  const { charset } = look
  const name = fitText(host.title, nameWidth, charset)
  const spans: Span[] = [
    { text: `${host.focused ? SIGNS[charset].pointer : ' '} `, strong: true },
    ...(look.hasMarks || look.hasHostMarks ? [signOf(host.mark, charset)] : []),
    padded(name, nameWidth, { strong: host.focused }),
  ]
  if (noteWidth === 0) return spans
  return [
    ...spans,
    { text: ' ' },
    padded(fitNote(noteOf(host), noteWidth, charset), noteWidth, { meaning: 'muted' }),
  ]
}

/** Its own, else that of one of its instances. */
export function noteOf({ note, instances }: HostView): string {
  return note === '' ? (instances.find((one) => one.note !== '')?.note ?? '') : note
}

function padded(text: string, width: number, style: Style): Span {
  return { text: text + ' '.repeat(Math.max(0, width - widthOf([{ text }]))), ...style }
}

/** The focused host, then those that failed, warn or are under way, as far as there is room. */
function attention(hosts: readonly HostView[], width: number, look: BoxLook): Span[] {
  const shown = [
    ...hosts.filter(({ focused }) => focused),
    ...CALLED.flatMap((mark) => hosts.filter((host) => host.mark === mark && !host.focused)),
    ...hosts.filter(({ mark, focused }) => mark === undefined && !focused),
  ]
  const spans: Span[] = []
  for (const host of shown) {
    const more: Span[] = [
      ...(spans.length === 0 ? [] : [{ text: ' ' }]),
      ...(host.focused ? [{ text: `${SIGNS[look.charset].pointer} `, strong: true }] : []),
      ...(host.mark === undefined ? [] : [signOf(host.mark, look.charset)]),
      { text: host.title, strong: host.focused },
      ...(noteOf(host) !== '' && (host.focused || host.mark === 'running')
        ? [muted(` ${noteOf(host)}`)]
        : []),
    ]
    if (spans.length > 0 && widthOf([...spans, ...more]) > width) break
    spans.push(...more)
  }
  return spans
}
