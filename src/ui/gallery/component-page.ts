import type { Meaning } from '../colour.js'
import { SIGNS } from '../picture/span.js'
import { barParts } from '../screen/bar.js'
import { hintLine } from '../screen/screen.js'
import { table } from '../table.js'
import { type GalleryInput, type GalleryLook, titleLines } from './gallery-look.js'

const MEANINGS: readonly Meaning[] = [
  'strong',
  'muted',
  'running',
  'done',
  'failed',
  'warning',
  'advice',
  'added',
  'removed',
]
const MARKS = ['waiting', 'running', 'done', 'failed', 'warning', 'unknown', 'skipped'] as const

/** What screens and lines are made of: meanings, marks, bars, hints, tables. */
export function componentLines({ topologies }: GalleryInput, look: GalleryLook): string[] {
  const { say, paint, charset, columns } = look
  const bar = (share: number) => {
    const [full, rest] = barParts(share, 100, 30, charset)
    return ` ${paint('done', full)}${paint('muted', rest)}  ${share} %`
  }
  const rows = topologies.map(({ name, topology }) => [
    name,
    String(topology.hosts.length),
    { text: say('status.healthy'), meaning: 'done' } as const,
    topology.instances.map((instance) => instance.name).join(', '),
  ])
  const titles = [say('init.preset'), say('live.pane.instances'), say('status.state'), say('status.says')]
  return [
    ...titleLines(say('gallery.meanings'), look),
    ...MEANINGS.map((meaning) => ` ${paint(meaning, meaning)}`),
    ...titleLines(say('gallery.marks'), look),
    ...MARKS.map((mark) => ` ${SIGNS[charset].marks[mark]}  ${say(`picture.mark.${mark}`)}`),
    ...titleLines(say('gallery.bars'), look),
    ...[0, 7, 45, 100].map(bar),
    ...titleLines(say('gallery.hints'), look),
    hintLine(
      [
        ['Enter', say('key.next')],
        ['Esc', say('key.back')],
        ['↑↓', say('key.move')],
        ['?', say('key.explain')],
        ['^L', say('key.language')],
      ],
      { columns, paint },
    ),
    ...titleLines(say('gallery.tables'), look),
    ...table(
      titles.map((title, i) => (i === 1 ? { title, align: 'right' } : { title })),
      rows,
      { paint, width: columns },
    ),
  ]
}
