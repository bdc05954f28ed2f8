import type { Say } from '../../i18n/say.js'
import { registryOf } from '../../roles/index.js'
import { instanceId } from '../../topology/topology.js'
import type { Charset } from '../charset.js'
import { arms, glyph } from './glyphs.js'
import type { Level } from './levels.js'
import type { LayoutInput } from './scene.js'
import {
  type Mark,
  muted,
  type PictureInput,
  type PictureLine,
  SIGNS,
  type Span,
  signOf,
  widthOf,
} from './span.js'
import { talksOf } from './talks.js'

/** How many of each mark there are, and who talks to whom. As many rows whatever the marks are. */
export function legendLines(all: LayoutInput, { legend }: Pick<Level, 'legend'>): PictureLine[] {
  if (legend === 'none') return []
  const counts = hasInstanceMarks(all.input) ? [countLine(all)] : []
  return legend === 'marks' ? counts : [...counts, ...talkLines(all)]
}

export function hasInstanceMarks({ topology, marks = {} }: PictureInput): boolean {
  return topology.instances.some((instance) => Object.hasOwn(marks, instanceId(instance)))
}

/** `● 9 done  ◐ 2 running`, of instances. */
function countLine({ input: { topology, marks = {} }, look, say }: LayoutInput): PictureLine {
  const all = topology.instances
    .map(instanceId)
    .map((id) => (Object.hasOwn(marks, id) ? marks[id] : undefined))
  return [{ text: '  ' }, ...countText(all, { say, charset: look.charset, width: look.columns - 2 })]
}

function talkLines({ input: { topology }, look, say }: LayoutInput): PictureLine[] {
  const signs = SIGNS[look.charset]
  const talks = talksOf(topology).map(({ callers, both, called }): Span[] => [
    { text: `${callers.join(', ')} ` },
    muted(both ? signs.both : signs.one),
    { text: ` ${called.join(', ')}` },
  ])
  const hasRegistry = registryOf(topology) !== undefined
  const heavy = muted(`  ${glyph(arms(0, 2, 0, 2), look.charset).repeat(2)} `)
  const light = muted(`  ${glyph(arms(0, 1, 0, 1), look.charset).repeat(2)} `)
  return [
    ...(hasRegistry ? [[heavy, { text: say('picture.line.consul') }]] : []),
    ...flowing([light, { text: `${say('picture.what.grpc')}  ` }], talks, look.columns),
  ]
}

/** Parts one after the other, on as many lines as they need. */
function flowing(
  start: readonly Span[],
  parts: readonly (readonly Span[])[],
  columns: number,
): PictureLine[] {
  const lines: Span[][] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line !== undefined && widthOf(line) + 3 + widthOf(part) <= columns)
      line.push({ text: '   ' }, ...part)
    else lines.push([...(lines.length === 0 ? start : [{ text: ' '.repeat(widthOf(start)) }]), ...part])
  }
  return lines
}

/** `● 9 done  ◐ 2 running`, or without words where these do not fit; undefined marks are not counted. */
export function countText(
  marks: readonly (Mark | undefined)[],
  { say, charset, width }: { readonly say: Say; readonly charset: Charset; readonly width: number },
): Span[] {
  const counts = MARKS_AS_TOLD.map((mark) => ({ mark, count: marks.filter((one) => one === mark).length }))
  const told = (gap: string, text: (mark: Mark, count: number) => string) =>
    counts
      .filter(({ count }) => count > 0)
      .flatMap(({ mark, count }, i): Span[] => [
        ...(i === 0 ? [] : [{ text: gap }]),
        signOf(mark, charset),
        { text: text(mark, count) },
      ])
  const long = told('  ', (mark, count) => `${count} ${say(`picture.mark.${mark}`)}`)
  if (widthOf(long) <= width) return long
  const short = told('  ', (_, count) => String(count))
  return widthOf(short) <= width ? short : told(' ', (_, count) => String(count))
}

/** What is over and under way first, then what needs somebody. */
const MARKS_AS_TOLD: readonly Mark[] = [
  'done',
  'running',
  'failed',
  'warning',
  'unknown',
  'waiting',
  'skipped',
  'untouched',
]
