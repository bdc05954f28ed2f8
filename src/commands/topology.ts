import { dirname } from 'node:path'
import { parseYaml } from '../catalog/parse-yaml.js'
import { readPreset, readReleases, withOwnRelease } from '../catalog/presets.js'
import { readYaml } from '../catalog/read-yaml.js'
import { buildTopology } from '../org-file/build-topology.js'
import { parseTopology } from '../org-file/parse-topology.js'
import { portsOf } from '../roles/ports.js'
import type { SourceDocument } from '../topology/document.js'
import { releaseNamed } from '../topology/release.js'
import { instanceId, type Topology } from '../topology/topology.js'
import { chooseCharset } from '../ui/charset.js'
import { crossingsOf } from '../ui/picture/crossings.js'
import { topologyMermaid } from '../ui/picture/mermaid.js'
import { drawTopology, paintLine, plainLine } from '../ui/picture/picture.js'
import { topologySvg } from '../ui/picture/svg.js'
import { requireFile } from './organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import { countIn, invalidOption, oneOf } from './program/option.js'
import type { Call, Session } from './program/session.js'
import { showProblems } from './terminal/show-problems.js'

/** The picture of a file or a preset, as far as it can be understood; no host is asked. */
export async function topology(session: Session, { options }: Call): Promise<ExitCode> {
  const { world, print, emit, note, say } = session
  const wanted = readOptions(options)
  const document = await read(session, options.preset)
  const releases = await withOwnRelease(
    await readReleases(world.presetsDirectory),
    document,
    dirname(session.file),
  )
  const parsed = parseTopology(document, releases)
  const release = releaseNamed(releases, (document.value as { release?: unknown } | null)?.release)
  const drawn = parsed.ok ? parsed.topology : buildTopology(document.value, release).topology
  if (drawn.hosts.length === 0) {
    await showProblems(session, parsed.problems)
    return EXIT.invalidInput
  }
  const names = drawn.hosts.map(({ name }) => name)
  if (wanted.zoom !== undefined && !names.includes(wanted.zoom))
    throw invalidOption('--zoom', wanted.zoom, names.join(', '))
  const picture = draw(session, drawn, wanted)
  emit({ type: 'topology', ...described(drawn), picture })
  print(picture)
  // A preset is meant to have holes.
  if (!parsed.ok && options.preset === undefined) note(say('topology.unfinished'))
  return EXIT.done
}

const FORMATS = ['box', 'ascii', 'mermaid', 'svg'] as const
const SVG_COLUMNS = 120
const MOST = 10_000

/** What was asked for; the size in columns and rows. */
function readOptions({ format, width, height, zoom }: Call['options']) {
  return {
    format: oneOf('--format', format, FORMATS),
    columns: countIn('--width', width, 1, MOST),
    rows: countIn('--height', height, 1, MOST) ?? MOST,
    zoom: typeof zoom === 'string' ? zoom : undefined,
  }
}

async function read(session: Session, preset: unknown): Promise<SourceDocument> {
  if (typeof preset === 'string') {
    const { name, text } = await readPreset(session.world.presetsDirectory, preset)
    return parseYaml(text, `${name}.yaml`)
  }
  await requireFile(session)
  return readYaml(session.file)
}

function draw(
  { world, language, paint, options }: Session,
  drawn: Topology,
  { format, columns, rows, zoom }: ReturnType<typeof readOptions>,
): string {
  const zoomed = zoom === undefined ? {} : { zoom }
  if (format === 'mermaid') return topologyMermaid(drawn, language).trimEnd()
  if (format === 'svg') {
    return topologySvg(
      { topology: drawn },
      { columns: columns ?? SVG_COLUMNS, rows, language, ...zoomed },
    ).trimEnd()
  }
  const charset = format ?? chooseCharset(world.env)
  const look = { columns: columns ?? world.stdout.columns, rows, charset, language, ...zoomed }
  return drawTopology({ topology: drawn }, look)
    .lines.map((line) => (options.json === true ? plainLine(line) : paintLine(line, paint)))
    .join('\n')
}

/** What `--json` tells: the same as the picture, for programs. */
function described(drawn: Topology) {
  return {
    organisation: drawn.organisation,
    hosts: drawn.hosts.map(({ name, address }) => ({
      name,
      address,
      instances: drawn.instances
        .filter(({ host }) => host === name)
        .map((instance) => ({ name: instance.name, role: instance.role, ports: portsOf(instance) })),
    })),
    outside: crossingsOf(drawn).map(({ instance, who, direction, address, ports }) => ({
      instance: instanceId(instance),
      who,
      direction,
      address,
      ports: ports.map(({ port, protocol }) => ({ port, protocol })),
    })),
  }
}
