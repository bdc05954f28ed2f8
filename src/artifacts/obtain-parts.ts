import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fault } from '../errors/problem.js'
import { groupBy } from '../lib/group-by.js'
import { type Artifact, type ArtifactPart, artifactKey } from '../topology/release.js'
import type { CheckedFile, Checksums } from './checksums.js'
import type { Downloads } from './download.js'
import { DownloadFailure } from './download-failure.js'
import { inParallel } from './in-parallel.js'
import { isAddress } from './locations.js'
import type { PackageIndex } from './package-index.js'
import { type InFolder, partsInFolder } from './parts-in-folder.js'
import { requireRoom } from './require-room.js'

export interface ObtainPartsInput {
  readonly artifact: Artifact
  readonly parts: readonly ArtifactPart[]
  /** The operator's folder (absolute) or mirror, which is asked first. */
  readonly source: string | undefined
  readonly index: PackageIndex
  readonly known: Checksums
  readonly download: Downloads
  readonly cacheDirectory: string
  readonly report: (step: 'download' | 'check' | 'unpack') => (done: number, total?: number) => void
  readonly signal?: AbortSignal | undefined
}

/** Where a part was looked for, and why it is not from there: `ENOTFOUND`; absent: it is not listed there. */
interface Tried {
  readonly place: string
  readonly reason?: string
}

const AT_ONCE = 4

/** All parts by their checksum, each with the content that the release names. Throws `artifact.parts-missing`. */
export async function obtainParts(input: ObtainPartsInput): Promise<ReadonlyMap<string, CheckedFile>> {
  const { artifact, parts, source, index, report, cacheDirectory } = input
  const given = source === undefined || isAddress(source) ? undefined : await partsInFolder(source, input)
  await requireRoom(cacheDirectory, await bytesToWrite(input, given))
  const told = report('download')
  const total = parts.reduce((sum, { size }) => sum + size, 0)
  const arrived = new Map<ArtifactPart, number>()
  const outcomes = await inParallel(AT_ONCE, parts, async (part) => {
    const tell = (bytes: number) => {
      arrived.set(part, Math.min(bytes, part.size))
      told(
        [...arrived.values()].reduce((sum, bytes) => sum + bytes, 0),
        total,
      )
    }
    const outcome = await obtainPart(part, given, tell, input)
    if (!Array.isArray(outcome)) tell(part.size)
    return { part, outcome }
  })
  const missing = outcomes.flatMap(({ part, outcome }) =>
    'path' in outcome ? [] : [{ part, tried: outcome }],
  )
  if (missing.length > 0) {
    throw fault('artifact.parts-missing', {
      artifact: artifactKey(artifact),
      count: missing.length,
      all: parts.length,
      index: artifact.address ?? index.shown,
      places: placesOf(missing.flatMap(({ tried }) => tried)),
      files: missing.map(({ part }) => `  ${part.sha256}  ${part.file}`).join('\n'),
    })
  }
  return new Map(outcomes.flatMap(({ part, outcome }) => ('path' in outcome ? [[part.sha256, outcome]] : [])))
}

/** Of parts that are not here yet, and of what is made of all. */
async function bytesToWrite(
  { parts, cacheDirectory }: ObtainPartsInput,
  given: InFolder | undefined,
): Promise<number> {
  const sizes = await Promise.all(
    parts.map(async ({ sha256, file, size }) => {
      const kept = await stat(join(cacheDirectory, 'parts', sha256, file)).catch(() => undefined)
      return given?.parts.has(sha256) || kept?.size === size ? size : 2 * size
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

const MOST_PLACES = 5

/** One of each server and cause, the first few: they tell what is in the way. */
function placesOf(tried: readonly Tried[]): string {
  const causes = groupBy(tried, ({ place, reason }) => `${isAddress(place) && new URL(place).host} ${reason}`)
  const first = [...causes.values()].flatMap(([one]) => one ?? []).slice(0, MOST_PLACES)
  return first
    .map(({ place, reason }) => (reason === undefined ? `  ${place}` : `  ${place} (${reason})`))
    .join('\n')
}

async function obtainPart(
  part: ArtifactPart,
  given: InFolder | undefined,
  onBytes: (done: number) => void,
  { artifact, source, index, known, download, cacheDirectory, signal }: ObtainPartsInput,
): Promise<CheckedFile | readonly Tried[]> {
  const here = given?.parts.get(part.sha256)
  if (here !== undefined) return here
  const into = join('parts', part.sha256, part.file)
  const kept = await known.of(join(cacheDirectory, into), { signal }).catch(() => undefined)
  if (kept?.sha256 === part.sha256) return kept

  const other = given?.others.get(part.file)
  const tried: Tried[] = other === undefined ? [] : [anotherFile(other.path, other)]
  const own = artifact.address === undefined ? [] : [artifact.address]
  const mirrors = [...(source !== undefined && isAddress(source) ? [source] : []), ...own]
  const places = mirrors.map(
    (mirror) => async () => `${mirror.replace(/\/*$/, '/')}${encodeURIComponent(part.file)}`,
  )
  const listed = async () => {
    const { address, page } = await index.find(part.file)
    if (address === undefined) tried.push({ place: page })
    return address
  }
  for (const place of artifact.address === undefined ? [...places, listed] : places) {
    try {
      const address = await place()
      if (address === undefined) continue
      const isRight = (sha256: string) => sha256 === part.sha256
      const fetched = await download.fetch(address, { isRight, onBytes, atMost: part.size, into })
      if (isRight(fetched.sha256)) return fetched
      tried.push(anotherFile(fetched.from, fetched))
    } catch (error) {
      if (!(error instanceof DownloadFailure)) throw error
      tried.push({ place: error.address, reason: error.reason })
    }
  }
  return tried
}

function anotherFile(place: string, { sha256 }: CheckedFile): Tried {
  return { place, reason: `SHA-256 ${sha256}` }
}
