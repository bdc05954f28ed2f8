import type { Topology } from '../../topology/topology.js'
import { failuresOf } from '../../wizard/run-failures.js'
import { runMap } from '../../wizard/run-map.js'
import { hostStrips, phaseStrips } from '../../wizard/run-strips.js'
import { waitingFor } from '../../wizard/run-waiting.js'
import type { Meaning, Paint } from '../colour.js'
import { barParts } from '../measure-text.js'
import { drawTopology, paintLine } from '../picture/picture.js'
import { type PictureLine, SIGNS } from '../picture/span.js'
import { problemCard } from '../problem-card.js'
import { paneTitle, type RunLook } from '../run/pane-rows.js'
import { runHead } from '../run/run-head.js'
import { hostRows, logRows, phaseRows } from '../run/run-panes.js'
import { hintLine } from '../screen/screen.js'
import { table } from '../table.js'
import { SAMPLE_SOURCE, sampleProblems } from './sample-problems.js'
import { SAMPLE_NOW_MS, sampleRun } from './sample-run.js'

export const GALLERY_PAGES = ['pictures', 'run', 'components', 'cards'] as const
export type GalleryPage = (typeof GALLERY_PAGES)[number]

export interface GalleryInput {
  /** By name of their preset; the last one is also shown while a run goes on. */
  readonly topologies: readonly { readonly name: string; readonly topology: Topology }[]
}

export interface GalleryLook extends RunLook {
  readonly paint: Paint
}

/** Everything that this program can draw, as painted lines no wider than the columns. */
export function galleryLines(page: GalleryPage, input: GalleryInput, look: GalleryLook): string[] {
  switch (page) {
    case 'pictures':
      return pictureLines(input, look)
    case 'run':
      return runLines(input, look)
    case 'components':
      return componentLines(input, look)
    case 'cards':
      // One card of every code, in the order of the catalogue.
      return sampleProblems().flatMap((problem) => [
        ...problemCard(problem, { ...look, width: look.columns, source: SAMPLE_SOURCE }),
        '',
      ])
  }
}

const HIGHEST = 60

/** Every preset as a picture; the last one in every way that a picture is drawn. */
function pictureLines({ topologies }: GalleryInput, look: GalleryLook): string[] {
  const { columns, charset, language, say } = look
  const size = { columns, rows: HIGHEST, charset, language }
  const drawn = (title: string, input: Parameters<typeof drawTopology>[0], how = {}) =>
    titled(title, drawTopology(input, { ...size, ...how }).lines, look)
  const last = topologies.at(-1)
  const presets = topologies.flatMap(({ name, topology }) =>
    drawn(say('gallery.preset', { name }), { topology }),
  )
  if (last === undefined) return presets
  const { topology } = last
  const run = { topology, ...runMap(sampleRun(topology).progress, say) }
  const [host] = topology.hosts
  return [
    ...presets,
    ...drawn(say('gallery.marks'), run),
    ...(host === undefined ? [] : drawn(say('gallery.zoom'), run, { zoom: host.name, focus: host.name })),
    ...drawn(say('gallery.small'), run, { columns: Math.min(80, columns), rows: 16 }),
    ...drawn(say('gallery.ascii'), run, { charset: 'ascii' }),
  ]
}

const STATES = ['starting', 'running', 'paused', 'stopping', 'done', 'failed', 'cancelled', 'lost'] as const
const MOST_HOSTS = 12

/** The parts of the screen of a run: its head in every state, phases, hosts, log. */
function runLines({ topologies }: GalleryInput, look: GalleryLook): string[] {
  const topology = topologies.at(-1)?.topology
  if (topology === undefined) return []
  const running = sampleRun(topology)
  const { progress, log } = running
  const part = (title: string, lines: readonly PictureLine[]) => titled(title, lines, look)
  const heads = STATES.flatMap((state, i) => {
    const view = { ...running, state }
    const head = runHead(
      {
        view,
        waiting: waitingFor(view),
        transfer: { ...progress.total, bytesPerSecond: 12_400_000, secondsLeft: 80 },
        quietSeconds: i * 6,
        elapsedSeconds: 95,
        failures: state === 'failed' ? failuresOf(running).length : 0,
      },
      look,
    )
    return part(look.say(`install.state.${state}`), head)
  })
  const lines = { lines: log.lines, focus: { kind: 'all' }, top: 0, rows: 10, shift: 0 } as const
  return [
    ...heads,
    ...part(look.say('install.pane.phases'), phaseRows(phaseStrips(progress, SAMPLE_NOW_MS), look)),
    ...part(
      look.say('install.pane.hosts'),
      hostRows(
        { view: running, hosts: hostStrips(progress), host: topology.hosts[0]?.name ?? '' },
        MOST_HOSTS,
        look,
      ),
    ),
    ...part(look.say('install.pane.log'), logRows({ ...lines, query: 'package', found: 0 }, look)),
  ]
}

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
const MARKS = ['waiting', 'running', 'done', 'failed', 'warning', 'unknown', 'skipped', 'untouched'] as const

/** What screens and lines are made of: meanings, marks, bars, hints, tables. */
function componentLines({ topologies }: GalleryInput, look: GalleryLook): string[] {
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
  const titles = [
    { title: say('init.preset') },
    { title: say('live.pane.instances'), align: 'right' },
    { title: say('status.state') },
    { title: say('status.says') },
  ] as const
  const hints = [
    ['Enter', say('key.next')],
    ['Esc', say('key.back')],
    ['↑↓', say('key.move')],
    ['?', say('key.explain')],
    ['^L', say('key.language')],
  ] as const
  return [
    ...titled(
      say('gallery.meanings'),
      MEANINGS.map((meaning) => ` ${paint(meaning, meaning)}`),
      look,
    ),
    ...titled(
      say('gallery.marks'),
      MARKS.map((mark) => ` ${SIGNS[charset].marks[mark]}  ${say(`picture.mark.${mark}`)}`),
      look,
    ),
    ...titled(say('gallery.bars'), [0, 7, 45, 100].map(bar), look),
    ...titled(say('gallery.hints'), [hintLine(hints, look)], look),
    ...titled(say('gallery.tables'), table(titles, rows, { paint, width: columns }), look),
  ]
}

/** Lines with a heading, and an empty line before it. */
function titled(title: string, lines: readonly (string | PictureLine)[], look: GalleryLook): string[] {
  const painted = lines.map((line) => (typeof line === 'string' ? line : paintLine(line, look.paint)))
  return ['', paintLine(paneTitle(title, true, look), look.paint), ...painted]
}
