import { registryOf } from '../../roles/index.js'
import { instanceId } from '../../topology/topology.js'
import { arms, glyph } from './glyphs.js'
import type { LayoutInput } from './layout-input.js'
import type { Level } from './levels.js'
import { countText } from './marks-text.js'
import { muted, type PictureLine, SIGNS, type Span, widthOf } from './span.js'
import { talksOf } from './talks.js'

type Input = Pick<LayoutInput, 'input' | 'look' | 'say'>

/** How many of each mark there are, and who talks to whom. As many rows whatever the marks are. */
export function legendLines({ input, look, say }: Input, { legend }: Pick<Level, 'legend'>): PictureLine[] {
  if (legend === 'none') return []
  const counts = hasInstanceMarks(input) ? [countLine({ input, look, say })] : []
  return legend === 'marks' ? counts : [...counts, ...talkLines({ input, look, say })]
}

export function hasInstanceMarks({ topology, marks = {} }: Input['input']): boolean {
  return topology.instances.some((instance) => Object.hasOwn(marks, instanceId(instance)))
}

/** `● 9 done  ◐ 2 running`, of instances. */
function countLine({ input: { topology, marks = {} }, look, say }: Input): PictureLine {
  const all = topology.instances
    .map(instanceId)
    .map((id) => (Object.hasOwn(marks, id) ? marks[id] : undefined))
  return [{ text: '  ' }, ...countText(all, { say, charset: look.charset, width: look.columns - 2 })]
}

function talkLines({ input: { topology }, look, say }: Input): PictureLine[] {
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
    ...flowing([light, { text: `${say('picture.line.services')}  ` }], talks, look.columns),
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
