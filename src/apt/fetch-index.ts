import { InstallerError, problem } from '../errors/problem.js'
import { archiveAddress, type Suite } from './archive.js'
import { type Fetching, fetchFile, fetchText, shownAddress } from './fetching.js'
import { type DebPackage, parsePackages } from './package-index.js'
import type { ArmoredKey } from './read-archives.js'
import { type IndexFile, parseReleaseFile, type ReleaseFile } from './release-file.js'
import { PACKINGS, type Packing, unpackIndex } from './unpack-index.js'
import { signedText } from './verify-release.js'

/** One index of a suite, signed for and not fetched yet. */
export interface SignedIndex {
  /** Of the archive, with a slash at the end. */
  readonly base: string
  readonly address: string
  readonly packing: Packing
  readonly file: IndexFile
  /** Bytes once unpacked. */
  readonly unpackedSize: number
}

/**
 * The indices that a suite's `InRelease` signs for. Throws `apt.not-signed`, `apt.other-suite`, `apt.expired`,
 * `apt.index-missing` and what fetching throws.
 */
export async function signedIndices(
  suite: Suite,
  input: { mirror: string | undefined; keys: readonly ArmoredKey[]; now: Date; fetching: Fetching },
): Promise<SignedIndex[]> {
  const { mirror, keys, now, fetching } = input
  const base = archiveAddress(suite, mirror)
  const folder = `${base}dists/${suite.suite}/`
  const inRelease = await fetchText(`${folder}InRelease`, fetching)
  const address = shownAddress(`${folder}InRelease`)
  const text = await signedText(inRelease, { keys, address, now })
  const release = parseReleaseFile(text)
  const { family } = fetching
  if (!release.names.includes(suite.suite)) {
    const found = release.names.join(', ')
    throw new InstallerError(problem('apt.other-suite', { address, suite: suite.suite, found, family }))
  }
  if (release.validUntil !== undefined && release.validUntil < now) {
    const until = release.validUntil.toISOString()
    throw new InstallerError(problem('apt.expired', { address, until, family }))
  }
  return suite.components.map((component) => {
    const path = `${component}/binary-amd64/Packages`
    const index = indexAt(path, release)
    if (index === undefined) throw new InstallerError(problem('apt.index-missing', { address, path, family }))
    const { at, ...rest } = index
    return { base, address: `${folder}${at}`, ...rest }
  })
}

/** The packages of an index, in its order. `onBytes`: how many of its bytes are there. */
export async function fetchIndex(
  index: SignedIndex,
  fetching: Fetching,
  onBytes: (done: number) => void,
): Promise<DebPackage[]> {
  const { address, file, packing, unpackedSize, base } = index
  const path = await fetchFile({ address, ...file }, fetching, onBytes)
  return parsePackages(await unpackIndex(path, packing, unpackedSize), base)
}

function indexAt(path: string, { files, byHash }: ReleaseFile) {
  const whole = files.get(path)
  for (const packing of PACKINGS) {
    const file = files.get(`${path}${packing}`)
    if (file === undefined || whole === undefined) continue
    const folder = path.slice(0, path.lastIndexOf('/'))
    const at = byHash ? `${folder}/by-hash/SHA256/${file.sha256}` : `${path}${packing}`
    return { at, packing, file, unpackedSize: whole.size }
  }
  return undefined
}
