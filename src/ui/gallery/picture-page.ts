import { runMap } from '../../wizard/run-map.js'
import { drawTopology, paintLine } from '../picture/picture.js'
import type { GalleryInput, GalleryLook } from './gallery-look.js'
import { sampleRun } from './sample-run.js'
import { titleLines } from './title-line.js'

const HIGHEST = 60

/** Every preset as a picture; the last one in every way that a picture is drawn. */
export function pictureLines({ topologies }: GalleryInput, look: GalleryLook): string[] {
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
