import { runMap } from '../../wizard/run-map.js'
import { drawTopology, paintLine } from '../picture/picture.js'
import { problemCard } from '../problem-card.js'
import { componentLines } from './component-page.js'
import { type GalleryInput, type GalleryLook, titleLines } from './gallery-look.js'
import { runLines } from './run-page.js'
import { SAMPLE_SOURCE, sampleProblems } from './sample-problems.js'
import { sampleRun } from './sample-run.js'

export const GALLERY_PAGES = ['pictures', 'run', 'components', 'cards'] as const
export type GalleryPage = (typeof GALLERY_PAGES)[number]

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
  const { columns, charset, language, say, paint } = look
  const size = { columns, rows: HIGHEST, charset, language }
  const drawn = (title: string, input: Parameters<typeof drawTopology>[0], how = {}) => [
    ...titleLines(title, look),
    ...drawTopology(input, { ...size, ...how }).lines.map((line) => paintLine(line, paint)),
  ]
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
