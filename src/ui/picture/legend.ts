import { muted, signOf } from './boxes.js'
import { widthOf } from './fit-text.js'
import { SIGNS } from './glyphs.js'
import { countsOf } from './groups.js'
import type { LayoutInput } from './layout.js'
import type { Level } from './levels.js'
import type { PictureLine, Span } from './picture.js'
import { talksOf } from './talks.js'

type Input = Pick<LayoutInput, 'input' | 'look' | 'say'> & { readonly level: Pick<Level, 'legend' | 'wires'> }

/** How many of each mark there are, and who talks to whom. As many rows whatever the marks are. */
export function legendLines({ input, look, say, level }: Input): PictureLine[] {
  if (level.legend === 'none') return []
  const { topology, marks } = input
  const counts = marks === undefined ? [] : [countLine({ input, look, say })]
  if (level.legend === 'marks') return counts
  return [...counts, ...flowing(talkParts({ topology, look, say }), look.columns)]
}

/** `● 9 done  ◐ 2 running`, of instances. */
export function countLine({ input, look, say }: Pick<LayoutInput, 'input' | 'look' | 'say'>): PictureLine {
  const ids = input.topology.instances.map(({ name, host }) => `${name}@${host}`)
  const marks = ids.map((id) => (Object.hasOwn(input.marks ?? {}, id) ? input.marks?.[id] : undefined))
  return countsOf(marks).flatMap(({ mark, count }) => [
    muted('  '),
    signOf(mark, look.charset),
    { text: `${count} ${say(`picture.mark.${mark}`)}` },
  ])
}

type Parts = readonly (readonly Span[])[]

function talkParts({
  topology,
  look,
  say,
}: Pick<LayoutInput, 'look' | 'say'> & { topology: LayoutInput['input']['topology'] }): Parts {
  const signs = SIGNS[look.charset]
  const talks = talksOf(topology).map(({ role, both, others }) => [
    { text: `${role} ` },
    muted(`${both ? signs.both : signs.one} `),
    { text: others.join(', ') },
  ])
  if (topology.instances.every(({ role }) => role !== 'consul')) return talks
  return [[muted(look.charset === 'box' ? '━━ ' : '== '), { text: say('picture.line.consul') }], ...talks]
}

/** Parts one after the other, two spaces apart, on as many lines as they need. */
function flowing(parts: Parts, columns: number): PictureLine[] {
  const lines: Span[][] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line !== undefined && widthOf(line) + 3 + widthOf(part) <= columns)
      line.push({ text: '   ' }, ...part)
    else lines.push([{ text: '  ' }, ...part])
  }
  return lines
}
