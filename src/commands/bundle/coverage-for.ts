import { access } from 'node:fs/promises'
import { coverage, coverageProblems } from '../../bundle/coverage.js'
import { wantedPieces } from '../../bundle/wanted-pieces.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { readReleases } from '../../catalog/presets.js'
import { readOrganisation } from '../../catalog/read-organisation.js'
import type { Problem } from '../../errors/problem.js'
import { type ParsedTopology, parseTopology } from '../../org-file/parse-topology.js'
import type { Passport } from '../../packing/passport.js'
import { readSmallPiece } from '../../packing/read-small-piece.js'
import type { Session } from '../session.js'
import { ORGANISATION_FILE } from './document-pieces.js'

export interface Covered {
  readonly organisation: string
  readonly counts: { readonly have: number; readonly wanted: number }
}

export interface CoverageFound {
  /** Absent where there is no topology, or none that can be understood. */
  readonly covered?: Covered
  readonly problems: readonly Problem[]
}

/**
 * How far a bundle goes for the operator's topology: of `--file`, of `org.yaml` here, or else of the one that it was
 * made with.
 */
export async function coverageFor(session: Session, { bundle, manifest }: Passport): Promise<CoverageFound> {
  const parsed = await topologyOf(session, bundle)
  if (parsed === undefined) return { problems: [] }
  if (!parsed.ok) return { problems: parsed.problems }
  const { topology, release } = parsed
  const { systems, cpus } = manifest
  const wanted = wantedPieces({ topology, release, systems: Object.keys(systems), cpus })
  const found = coverage(wanted, manifest)
  const counts = { have: found.have.length, wanted: wanted.length }
  return {
    covered: { organisation: topology.organisation, counts },
    problems: coverageProblems(found, bundle),
  }
}

async function topologyOf(
  { options, file, world }: Session,
  bundle: string,
): Promise<ParsedTopology | undefined> {
  const isHere = await access(file).then(
    () => true,
    () => false,
  )
  if (isHere || options.file !== undefined) return readOrganisation(file, world.presetsDirectory)
  // A damaged one is told with all other pieces.
  const bytes = await readSmallPiece(bundle, ORGANISATION_FILE).catch(() => undefined)
  if (bytes === undefined) return undefined
  return parseTopology(parseYaml(bytes.toString('utf8')), await readReleases(world.presetsDirectory))
}
