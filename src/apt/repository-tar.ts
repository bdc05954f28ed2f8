import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type CheckedFile, checksums } from '../artifacts/checksums.js'
import { fileProblem, unwritable } from '../artifacts/file-problems.js'
import { sha256 } from '../lib/digest.js'
import { tarBytes } from '../lib/tar.js'
import { OS_PACKAGES, type ReadyArtifact } from '../topology/release.js'

/** `fileName`: `nginx_1.22.1-9_amd64.deb`. */
export type PackageFile = CheckedFile & { readonly fileName: string }

/** What hosts of one system get, so that they install without a source of their own. */
export interface PackagesArtifact {
  readonly ready: ReadyArtifact
  /** Of its bytes, in the cache. */
  readonly path: string
}

/**
 * One tar of a system's packages. The same packages give the same bytes, wherever and whenever it is made, so that a
 * host which has it is left alone. It is made once and kept in the cache; one that was changed there is made again.
 * Throws `artifact.cache-unwritable`, and an error for a file that is not what `packages` says.
 */
export async function packagesArtifact(input: {
  system: string
  packages: readonly PackageFile[]
  cacheDirectory: string
  signal?: AbortSignal
  now?: () => Date
}): Promise<PackagesArtifact> {
  const { system, cacheDirectory, signal, now = () => new Date() } = input
  const packages = [...input.packages].sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  checkNames(system, packages)
  const key = sha256(JSON.stringify(packages.map(({ fileName, sha256: sum }) => [fileName, sum])))
  const path = join(cacheDirectory, 'os-packages', key.slice(0, 16), `packages-${system}.tar`)
  const known = checksums({ cacheDirectory, verify: false, now })
  try {
    // One that a power cut has emptied, or that can't be read, is as good as none.
    const found = await known.of(path, signal === undefined ? {} : { signal }).catch(() => undefined)
    signal?.throwIfAborted()
    const whole =
      found !== undefined && (await isMade(path, found)) ? found : await make(path, packages, signal)
    const { sha256: sum, size } = whole
    return { path, ready: { id: OS_PACKAGES, system, fileName: `packages-${system}.tar`, sha256: sum, size } }
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Names go to hosts, into a list that apt reads. */
function checkNames(system: string, packages: readonly PackageFile[]): void {
  if (!/^[a-z]+-[\d.]+$/.test(system)) throw new Error(`${system} is no name of a system`)
  const strange = packages.find(({ fileName }) => !/^[A-Za-z0-9][\w.+~:-]*\.deb$/.test(fileName))
  if (strange !== undefined) throw new Error(`${strange.fileName} is no name of a package`)
}

/** Beside the tar is the checksum that it had when it was made. */
async function isMade(path: string, found: CheckedFile): Promise<boolean> {
  return (await readFile(`${path}.sha256`, 'utf8').catch(() => '')) === found.sha256
}

async function make(
  path: string,
  packages: readonly PackageFile[],
  signal: AbortSignal | undefined,
): Promise<CheckedFile> {
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.part-${process.pid}`
  const sum = createHash('sha256')
  let size = 0
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sum.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  try {
    // On the disk before it gets its name, so that no power cut leaves an empty file of that name.
    const disk = createWriteStream(part, { flush: true })
    await pipeline(tarBytes(filesOf(packages)), count, disk, { ...(signal && { signal }) })
    const made = { path, sha256: sum.digest('hex'), size }
    await writeFile(`${path}.sha256`, made.sha256)
    await rename(part, path)
    return made
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function* filesOf(packages: readonly PackageFile[]) {
  for (const one of packages) {
    yield { path: one.fileName, size: one.size, mode: 0o644, mtime: new Date(0), content: checkedBytes(one) }
  }
}

async function* checkedBytes({ path, sha256: expected }: PackageFile): AsyncGenerator<Buffer> {
  const sum = createHash('sha256')
  for await (const chunk of createReadStream(path)) {
    sum.update(chunk)
    yield chunk
  }
  if (sum.digest('hex') !== expected) throw fileProblem('artifact.changing', path)
}
