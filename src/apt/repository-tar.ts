import { join } from 'node:path'
import { checkedBytes } from '../artifacts/checked-bytes.js'
import { type CheckedFile, checksums } from '../artifacts/checksums.js'
import { fileProblem, unwritable } from '../artifacts/file-problems.js'
import { madeFile } from '../artifacts/made-file.js'
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
}): Promise<PackagesArtifact> {
  const { system, cacheDirectory, signal } = input
  const packages = [...input.packages].sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  checkNames(system, packages)
  const key = sha256(JSON.stringify(packages.map(({ fileName, sha256: sum }) => [fileName, sum])))
  const fileName = `packages-${system}.tar`
  const path = join(cacheDirectory, 'os-packages', key.slice(0, 16), fileName)
  const known = checksums({ cacheDirectory, verify: false })
  try {
    const { sha256: sum, size } = await madeFile(path, tarBytes(filesOf(packages)), { known, signal })
    return { path, ready: { id: OS_PACKAGES, system, fileName, sha256: sum, size } }
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

async function* filesOf(packages: readonly PackageFile[]) {
  for (const one of packages) {
    const content = checkedBytes(one, () => fileProblem('artifact.changing', one.path))
    yield { path: one.fileName, size: one.size, mode: 0o644, mtime: new Date(0), content }
  }
}
