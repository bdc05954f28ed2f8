import { checksums } from '../artifacts/checksums.js'
import { type DownloadLimits, downloads } from '../artifacts/download.js'
import { inParallel, tryEach } from '../artifacts/in-parallel.js'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import { closure, type Needed, type Unmet } from './closure.js'
import { fetchIndex, signedIndices } from './fetch-index.js'
import { type FetchContext, fetchFile, shownAddress } from './fetching.js'
import type { DebPackage } from './package-index.js'
import { packagePool } from './package-pool.js'
import { type Mirrors, readSystemArchives, type SystemArchives } from './read-archives.js'

export interface CollectInput {
  /** `debian-12`, `ubuntu-22.04` */
  readonly system: string
  /** Packages to collect with all that they need. */
  readonly names: readonly string[]
  /** Holds `archives/` and `keys/`. */
  readonly presetsDirectory: string
  readonly cacheDirectory: string
  readonly mirrors?: Mirrors
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: CollectProgress) => void
  readonly limits?: Partial<DownloadLimits>
  readonly now?: () => Date
}

/** Bytes of all indices, then of all packages. */
export interface CollectProgress {
  readonly step: 'index' | 'package'
  readonly done: number
  readonly total: number
}

export interface CollectedPackage
  extends Pick<DebPackage, 'name' | 'version' | 'architecture' | 'fileName' | 'sha256' | 'size'> {
  /** Of the file in the cache. */
  readonly path: string
  /** Address without credentials. */
  readonly from: string
  /** Names of packages that depend on it; empty for one that was only asked for. */
  readonly for: readonly string[]
}

const AT_ONCE = 4

/**
 * OS packages with all that they need, fetched from the archives of a system and checked against what these sign
 * for: nothing is taken to be on the hosts already. Sorted by name. Throws one `InstallerError` with `apt.*`.
 */
export async function collectPackages(
  input: CollectInput,
): Promise<{ readonly packages: readonly CollectedPackage[] }> {
  const { system, names, cacheDirectory, signal, onProgress, now = () => new Date() } = input
  const archives = await readSystemArchives(input.presetsDirectory, system)
  const known = checksums({ cacheDirectory, verify: false, now })
  const download = downloads({ cacheDirectory, known, signal, limits: input.limits })
  const fetching: FetchContext = { download, family: archives.family }
  const pool = packagePool(await allPackages(archives, input, fetching, now()))
  const { needed, unmet } = closure(pool, names)
  if (unmet.length > 0)
    throw new InstallerError(unmet.map((one) => unmetProblem(one, system, archives.family)))

  const total = needed.reduce((bytes, one) => bytes + one.package.size, 0)
  const meter = byteMeter((done) => onProgress?.({ step: 'package', done, total }))
  const { results, problems } = await tryEach(AT_ONCE, needed, signal, async (one) =>
    collected(one, await fetchFile(one.package, fetching, meter())),
  )
  if (problems.length > 0) throw new InstallerError(oncePerServer(problems))
  return { packages: results }
}

async function allPackages(archives: SystemArchives, input: CollectInput, fetching: FetchContext, now: Date) {
  const { mirrors = {}, onProgress } = input
  const mirror = Object.hasOwn(mirrors, archives.family) ? mirrors[archives.family] : undefined
  const ask = { mirror, keys: archives.keys, now, fetching }
  const perSuite = await inParallel(AT_ONCE, archives.suites, (suite) => signedIndices(suite, ask))
  const indices = perSuite.flat()
  const total = indices.reduce((bytes, { file }) => bytes + file.size, 0)
  const meter = byteMeter((done) => onProgress?.({ step: 'index', done, total }))
  const lists = await inParallel(AT_ONCE, indices, (index) => fetchIndex(index, fetching, meter()))
  return lists.flat()
}

function collected({ package: one, for: users }: Needed, path: string): CollectedPackage {
  const { name, version, architecture, fileName, sha256, size } = one
  const from = shownAddress(one.address)
  return { name, version, architecture, path, fileName, sha256, size, from, for: users }
}

function unmetProblem({ chain, wanted, against }: Unmet, system: string, family: string): Problem {
  const [name] = chain
  if (name === undefined) return problem('apt.unknown-package', { system, name: wanted, family })
  const details = { system, family, name, wanted, chain: chain.join(' → ') }
  return against === undefined
    ? problem('apt.unmet', details)
    : problem('apt.excluded', { ...details, against })
}

/** A server that is gone is gone for all of its files. */
function oncePerServer(problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ code, details }, i) =>
      code !== 'apt.unreachable' ||
      problems.findIndex((other) => other.code === code && other.details.server === details.server) === i,
  )
}

/** Adds up the bytes of several files that are fetched at once. For each file: what tells how many of its are there. */
function byteMeter(tell: (done: number) => void): () => (done: number) => void {
  let sum = 0
  return () => {
    let before = 0
    return (done) => {
      if (done === before) return
      sum += done - before
      before = done
      tell(sum)
    }
  }
}
