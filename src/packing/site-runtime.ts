import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { sumOf } from '../artifacts/check-source.js'
import { checksums } from '../artifacts/checksums.js'
import { downloads } from '../artifacts/download.js'
import { DownloadFailure } from '../artifacts/download-failure.js'
import { elfNeeds } from '../artifacts/elf-needs.js'
import { madeFile } from '../artifacts/made-file.js'
import { fault, type InstallerError } from '../errors/problem.js'
import { sha256 } from '../lib/digest.js'
import { shellQuote } from '../lib/text.js'
import { compareDotted, unfitForSites } from './unfit-for-sites.js'

export interface SiteRuntime {
  /** Of the program, on this machine. */
  readonly path: string
  /** `20.20.0`; absent where this machine can't run it to ask. */
  readonly version?: string
  readonly from: string
}

export interface SiteRuntimeInput {
  /** What the operator gave: the program, or the archive of nodejs.org (`.tar.gz`). */
  readonly given?: string
  /** The Node.js that runs this, which is taken where it starts on every site. */
  readonly own: { readonly path: string; readonly version: string; readonly isLinuxX64: boolean }
  readonly cacheDirectory: string
  /** Else `https://nodejs.org/dist/`. */
  readonly address?: string
  readonly signal: AbortSignal
  readonly onBytes?: (done: number, total?: number) => void
}

/** The same as `engines` in package.json. */
const OLDEST = '20.19.0'
/** The programs of nodejs.org with higher numbers need libatomic, which many a site lacks. */
const NEWEST_FETCHED = '24.21.0'
const ADDRESS = 'https://nodejs.org/dist/'

/**
 * The Node.js that a bundle carries: for Linux on x86-64, with glibc 2.28 and nothing else. Throws
 * `bundle.runtime-unfit`, `bundle.runtime-missing`, `bundle.runtime-differs`.
 */
export async function siteRuntime(input: SiteRuntimeInput): Promise<SiteRuntime> {
  const { given, own } = input
  if (given !== undefined) return givenRuntime(given, input)
  if (own.isLinuxX64 && (await reasonAgainst(own.path)) === undefined) {
    return { path: own.path, version: own.version, from: own.path }
  }
  return fetchedRuntime(input)
}

async function givenRuntime(
  given: string,
  { cacheDirectory, own, signal }: SiteRuntimeInput,
): Promise<SiteRuntime> {
  const path = /\.t(ar\.)?gz$/.test(given) ? await unpacked(given, cacheDirectory, signal) : given
  const reason = await reasonAgainst(path)
  if (reason !== undefined) throw unfit(given, reason)
  // Elsewhere it can't be run, and is asked nothing.
  if (!own.isLinuxX64) return { path, from: given }
  const version = await versionOf(path).catch((error: unknown) => {
    throw unfit(given, error instanceof Error ? error.message : String(error))
  })
  if (compareDotted(version, OLDEST) < 0) throw unfit(given, `v${version} < v${OLDEST}`)
  return { path, version, from: given }
}

async function fetchedRuntime(input: SiteRuntimeInput): Promise<SiteRuntime> {
  const { own, cacheDirectory, signal, address = ADDRESS, onBytes = () => undefined } = input
  const version = compareDotted(own.version, NEWEST_FETCHED) > 0 ? NEWEST_FETCHED : own.version
  const folder = `${address.replace(/\/*$/, '/')}v${version}/`
  const name = `node-v${version}-linux-x64.tar.gz`
  const from = `${folder}${name}`
  const known = checksums({ cacheDirectory, verify: false })
  const download = downloads({ cacheDirectory, known, signal })
  try {
    const sums = await download.text(`${folder}SHASUMS256.txt`)
    const expected = sums === undefined ? undefined : sumOf(sums, [name])
    if (expected === undefined) throw missing(from, 'SHASUMS256.txt')
    const archive = await download.fetch(from, { isRight: (sum) => sum === expected, onBytes })
    if (archive.sha256 !== expected) {
      throw fault('bundle.runtime-differs', { address: from, expected, found: archive.sha256 })
    }
    return { path: await unpacked(archive.path, cacheDirectory, signal), version, from }
  } catch (error) {
    if (error instanceof DownloadFailure) throw missing(from, error.reason, error)
    throw error
  }
}

/** In the cache, once for each archive. */
async function unpacked(archive: string, cacheDirectory: string, signal: AbortSignal): Promise<string> {
  const stamp = await stat(archive).catch((error: NodeJS.ErrnoException) => {
    throw unfit(archive, error.code ?? error.message)
  })
  const name = sha256(`${archive} ${stamp.size} ${stamp.mtimeMs}`).slice(0, 16)
  const known = checksums({ cacheDirectory, verify: false })
  const making = { known, signal, mode: 0o755 }
  const made = madeFile(join(cacheDirectory, 'runtimes', name), nodeIn(archive, signal), making)
  const { path } = await made.catch((error: unknown) => {
    signal.throwIfAborted()
    throw unfit(archive, error instanceof Error ? error.message : String(error))
  })
  return path
}

async function reasonAgainst(path: string): Promise<string | undefined> {
  const needs = await elfNeeds(path).catch((error: NodeJS.ErrnoException) => {
    throw unfit(path, error.code ?? error.message)
  })
  return needs === undefined ? 'not ELF x86-64' : unfitForSites(needs)
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 })
  const [, version] = /^v(\d+\.\d+\.\d+)/.exec(stdout) ?? []
  if (version === undefined) throw new Error(JSON.stringify(stdout.slice(0, 40)))
  return version
}

function unfit(path: string, reason: string): InstallerError {
  return fault('bundle.runtime-unfit', { path, quoted: shellQuote(path), reason }, { file: path })
}

function missing(address: string, reason: string, cause?: unknown): InstallerError {
  const name = address.split('/').at(-1) ?? ''
  return fault('bundle.runtime-missing', { address, name, reason }, {}, cause)
}

/**
 * The bytes of `node-<version>-linux-x64/bin/node` in the archive that nodejs.org publishes. Throws what zlib and
 * tar-stream throw for a damaged one.
 */
async function* nodeIn(archive: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const tar = extract()
  const reading = pipeline(createReadStream(archive), createGunzip(), tar, { signal })
  // Its failure is told below; until then it is nobody's.
  reading.catch(() => undefined)
  let isFound = false
  for await (const entry of tar) {
    const isNode = /^node-[^/]+\/bin\/node$/.test(entry.header.name) && entry.header.type === 'file'
    if (isNode && !isFound) {
      isFound = true
      yield* entry as AsyncIterable<Buffer>
    } else entry.resume()
  }
  await reading
  if (!isFound) throw new Error('no node-*/bin/node')
}
