import type { Box, BoxLook, BoxRow } from './boxes.js'
import { consulWire, muted, signOf, styleOf, titleOf } from './boxes.js'
import { fitText, widthOf } from './fit-text.js'
import { SIGNS } from './glyphs.js'
import type { Mark, Span } from './picture.js'
import { type HostView, MARKS_BY_URGENCY, worstOf } from './scene.js'

/** Like hosts as one box, each with a cell of its own: `● h10`. */
export function cellsBox(hosts: readonly HostView[], look: BoxLook): Box {
  const nameWidth = Math.min(16, Math.max(...hosts.map(({ title }) => widthOf([{ text: title }]))))
  const noteWidth = look.hasNotes ? 7 : 0
  const cellWidth = 2 + (look.hasMarks ? 2 : 0) + nameWidth + (noteWidth === 0 ? 0 : 1 + noteWidth)
  const all = { ...groupBox(hosts, look), isWide: true }
  return {
    ...all,
    minimum: 4 + cellWidth,
    natural: 4 + (cellWidth + 2) * hosts.length,
    rows: (width) => {
      const columns = Math.max(1, Math.floor((width + 2) / (cellWidth + 2)))
      const height = Math.ceil(hosts.length / columns)
      return Array.from({ length: height }, (_, y) => ({
        left: hosts
          .slice(y * columns, (y + 1) * columns)
          .flatMap((host, x) => [
            ...(x === 0 ? [] : [{ text: '  ' }]),
            ...cell(host, nameWidth, noteWidth, look),
          ]),
      }))
    },
  }
}

/** Like hosts as one small box that counts them: `● 9  ◐ 2  ✗ 1`, and names those that are worst off. */
export function sumBox(hosts: readonly HostView[], look: BoxLook): Box {
  const counts = countsOf(hosts.map(({ mark }) => mark))
  const short = counts.flatMap(({ mark, count }) => [signOf(mark, look.charset), { text: `${count}  ` }])
  const long = counts.flatMap(({ mark, count }) => [
    signOf(mark, look.charset),
    { text: `${count} ${look.say(`picture.mark.${mark}`)}  ` },
  ])
  return {
    ...groupBox(hosts, look),
    minimum: 22,
    natural: look.hasMarks ? 44 : 24,
    rows: (width): BoxRow[] => {
      if (!look.hasMarks) return [{ left: [muted(rangeOf(hosts, look))] }]
      const sum = widthOf(long) <= width + 2 ? long : short
      return [
        { left: [...sum.slice(0, -1), ...trimmed(sum.at(-1))] },
        { left: attention(hosts, width, look) },
      ]
    },
  }
}

/** How many instances or hosts bear each mark, in the order of urgency reversed: what is done comes first. */
export function countsOf(marks: readonly (Mark | undefined)[]): { mark: Mark; count: number }[] {
  return MARKS_BY_URGENCY.toReversed()
    .map((mark) => ({ mark, count: marks.filter((one) => one === mark).length }))
    .filter(({ count }) => count > 0)
}

function groupBox(hosts: readonly HostView[], look: BoxLook): Box {
  const { times } = SIGNS[look.charset]
  const first = hosts[0]
  const roles = [...new Set(first?.kind.split(' ') ?? [])].join(' ')
  const focused = hosts.some((host) => host.focused)
  const title = `${roles === '' ? look.say('picture.no-role') : roles} ${times}${hosts.length}`
  return {
    hosts,
    title: titleOf(title, { focused }, look),
    subtitle: [muted(rangeOf(hosts, look))],
    footer: [],
    minimum: 0,
    natural: 0,
    rows: () => [],
    style: styleOf(worstOf(hosts.map(({ mark }) => mark))),
    focused,
    crossings: [],
    wires: {
      consul: consulWire(first?.instances ?? []),
      services: first?.instances.some(({ instance }) => instance.role !== 'consul') ?? false,
    },
    isWide: false,
  }
}

function cell(host: HostView, nameWidth: number, noteWidth: number, look: BoxLook): Span[] {
  const { charset } = look
  const note = host.note === '' ? (host.instances.find((one) => one.note !== '')?.note ?? '') : host.note
  const name = fitText(host.title, nameWidth, charset)
  const pointer = host.focused ? SIGNS[charset].pointer : ' '
  const spans: Span[] = [
    { text: `${pointer} `, strong: true },
    ...(look.hasMarks ? [signOf(host.mark, charset)] : []),
    { text: name, ...(host.focused ? { strong: true as const } : {}) },
    { text: ' '.repeat(nameWidth - widthOf([{ text: name }])) },
  ]
  if (noteWidth === 0) return spans
  const shown = fitText(note, noteWidth, charset)
  return [...spans, { text: ' ' }, muted(shown), { text: ' '.repeat(noteWidth - widthOf([{ text: shown }])) }]
}

/** The focused host, else those that failed or warn, as far as there is room; else first and last. */
function attention(hosts: readonly HostView[], width: number, look: BoxLook): Span[] {
  const { charset } = look
  const worst = worstOf(hosts.map(({ mark }) => mark))
  const called = worst === 'failed' || worst === 'warning' ? hosts.filter(({ mark }) => mark === worst) : []
  const shown = [...hosts.filter((host) => host.focused), ...called.filter((host) => !host.focused)]
  if (shown.length === 0) return [muted(rangeOf(hosts, look))]
  const spans: Span[] = []
  for (const host of shown) {
    const note = host.focused && host.note !== '' ? [muted(` ${host.note}`)] : []
    const more = [
      ...(spans.length === 0 ? [] : [{ text: ' ' }]),
      signOf(host.mark, charset),
      { text: host.title, ...(host.focused ? { strong: true as const } : {}) },
      ...note,
    ]
    if (spans.length > 0 && widthOf([...spans, ...more]) > width) break
    spans.push(...more)
  }
  return spans
}

function rangeOf(hosts: readonly HostView[], { charset }: BoxLook): string {
  const first = hosts[0]?.title ?? ''
  const last = hosts.at(-1)?.title ?? ''
  return first === last ? first : `${first}${SIGNS[charset].range}${last}`
}

function trimmed(span: Span | undefined): Span[] {
  return span === undefined ? [] : [{ ...span, text: span.text.trimEnd() }]
}
