import { createReadStream } from 'node:fs'
import { posix } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import xz from 'xz-decompress'
import { fault } from '../errors/problem.js'
import { type FetchContext, fetchFile, fetchText, shownAddress } from './fetching.js'
import { type DebPackage, parsePackages } from './package-index.js'
import { type ArmoredKey, archiveAddress, type Suite } from './read-archives.js'
import { stanzas } from './stanzas.js'

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
  input: { mirror: string | undefined; keys: readonly ArmoredKey[]; now: Date; fetching: FetchContext },
): Promise<SignedIndex[]> {
  const { mirror, keys, now, fetching } = input
  const base = archiveAddress(suite, mirror)
  const folder = `${base}dists/${suite.suite}/`
  const inRelease = await fetchText(`${folder}InRelease`, fetching)
  const address = shownAddress(`${folder}InRelease`)
  const text = await signedText(inRelease, { keys, address, now })
  const { names, validUntil, byHash, files } = parseReleaseFile(text)
  const { family } = fetching
  if (!names.includes(suite.suite)) {
    throw fault('apt.other-suite', { address, suite: suite.suite, found: names.join(', '), family })
  }
  if (validUntil !== undefined && validUntil < now) {
    throw fault('apt.expired', { address, until: validUntil.toISOString(), family })
  }
  return suite.components.map((component) => {
    const path = `${component}/binary-amd64/Packages`
    const packing = PACKINGS.find((one) => files.has(`${path}${one}`)) ?? ''
    const [file, whole] = [files.get(`${path}${packing}`), files.get(path)]
    if (file === undefined || whole === undefined) throw fault('apt.index-missing', { address, path, family })
    const at = byHash ? `${posix.dirname(path)}/by-hash/SHA256/${file.sha256}` : `${path}${packing}`
    return { base, address: `${folder}${at}`, packing, file, unpackedSize: whole.size }
  })
}

/** The packages of an index, in its order. `onBytes`: how many of its bytes are there. */
export async function fetchIndex(
  index: SignedIndex,
  fetching: FetchContext,
  onBytes: (done: number) => void,
): Promise<DebPackage[]> {
  const { address, file, packing, unpackedSize, base } = index
  const path = await fetchFile({ address, ...file }, fetching, onBytes)
  return parsePackages(await unpackIndex(path, packing, unpackedSize), base)
}

/** What an archive signs: its name, how long that is true, and the checksums of its indices. */
interface ReleaseFile {
  /** `Suite` and `Codename`: by one of them the archive was asked for. */
  readonly names: readonly string[]
  /** `Valid-Until`, where the archive has it: an older answer may have been held back on purpose. */
  readonly validUntil?: Date
  /** Indices can be had by their checksum, so that an update under way can't mix two versions. */
  readonly byHash: boolean
  /** By path, `main/binary-amd64/Packages.xz`. */
  readonly files: ReadonlyMap<string, IndexFile>
}

interface IndexFile {
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

function parseReleaseFile(text: string): ReleaseFile {
  const [fields] = stanzas(text)
  const validUntil = new Date(fields?.get('valid-until') ?? '')
  return {
    names: ['suite', 'codename'].flatMap((name) => fields?.get(name) ?? []),
    ...(Number.isNaN(validUntil.getTime()) ? {} : { validUntil }),
    byHash: fields?.get('acquire-by-hash') === 'yes',
    files: filesIn(fields?.get('sha256') ?? ''),
  }
}

function filesIn(list: string): Map<string, IndexFile> {
  return new Map(
    list.split('\n').flatMap((line) => {
      const [, sha256, size, path] = /^\s*([0-9a-f]{64})\s+(\d+)\s+(\S+)$/.exec(line) ?? []
      return sha256 === undefined || path === undefined ? [] : [[path, { sha256, size: Number(size) }]]
    }),
  )
}

/** Ways in which indices are packed, the smallest first. */
const PACKINGS = ['.xz', '.gz', ''] as const
type Packing = (typeof PACKINGS)[number]

/** The text of an index whose checksum is known to be right; `size`: bytes that it unpacks to. */
async function unpackIndex(path: string, packing: Packing, size: number): Promise<string> {
  const buffer = Buffer.allocUnsafe(size)
  let length = 0
  for await (const chunk of unpacked(path, packing)) {
    if (length + chunk.length > size) throw new RangeError(`${path} unpacks to more than ${size} bytes`)
    buffer.set(chunk, length)
    length += chunk.length
  }
  return buffer.toString('utf8', 0, length)
}

function unpacked(path: string, packing: Packing): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  if (packing === '') return file
  if (packing === '.xz') return new xz.XzReadableStream(Readable.toWeb(file) as ReadableStream<Uint8Array>)
  // It tells whoever reads of an error of either.
  return pipeline(file, createGunzip(), () => undefined)
}

/**
 * The text that one of the keys has signed in an `InRelease`, and nothing that stands around it. Throws
 * `apt.not-signed`, or `apt.key-differs` for a key that is not the one its fingerprint tells of.
 */
async function signedText(
  inRelease: string,
  { keys, address, now }: { keys: readonly ArmoredKey[]; address: string; now: Date },
): Promise<string> {
  const { readCleartextMessage, readKey, verify } = await import('openpgp')
  const verificationKeys = await Promise.all(
    keys.map(async ({ file, fingerprint, armored }) => {
      const key = await readKey({ armoredKey: armored })
      const found = key.getFingerprint().toUpperCase()
      if (found === fingerprint) return key
      throw fault('apt.key-differs', { file, expected: fingerprint, found })
    }),
  )
  try {
    const message = await readCleartextMessage({ cleartextMessage: inRelease })
    const { data, signatures } = await verify({ message, verificationKeys, date: now })
    await Promise.any(signatures.map(({ verified }) => verified))
    return data
  } catch (error) {
    const reason = (error instanceof AggregateError ? error.errors : [error]).map(messageOf).join('; ')
    const known = keys.map(({ fingerprint }) => fingerprint).join(', ')
    throw fault('apt.not-signed', { address, reason, known }, {}, error)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
