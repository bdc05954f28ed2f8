import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { fault, InstallerError } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { unreadable } from '../state/files.js'
import { type OpeningKey, unsealStream } from '../state/seal.js'
import { parseSecrets } from '../state/secrets-file.js'
import { signWith } from '../state/sign.js'
import { type HostHead, hostHeadOf, unsealOfHost } from './host-seal.js'
import {
  type BackupManifest,
  type BackupPart,
  isManifestSigned,
  MANIFEST,
  parseManifest,
  SECRETS,
} from './manifest.js'

export type BackupEntry = BackupManifest['files'][number] | BackupPart

/** `salt`: of the secrets, for one that a host has made. */
export type BackupKey = OpeningKey | { readonly salt: string }

export type Take = (entry: BackupEntry, bytes: AsyncIterable<Buffer>) => Promise<void>

interface Reading {
  readonly path: string
  readonly key: BackupKey
  readonly signal?: AbortSignal | undefined
  /** Takes all bytes of an entry; absent: they are only checked. What it has taken is right once reading resolves. */
  readonly take?: Take
  /** Nothing else is read. */
  readonly manifestOnly?: true
}

/** All operators and more fit into it. */
const HEAD_BYTES = 64 * 1024
/** Of hundreds of hosts with hundreds of instances. */
const LARGEST_MANIFEST = 16 * 1024 * 1024
const LARGEST_SECRETS = 1024 * 1024

/**
 * Opens a backup and checks the sum of all that is in it, and the signature of its manifest, in one go and without a copy. Throws
 * `backup.damaged`, `backup.not-signed`, `state.file-unreadable`, and what `unseal` throws for a key that does not fit.
 */
export async function readBackup(reading: Reading): Promise<BackupManifest> {
  const { path, signal } = reading
  const stop = new AbortController()
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  const at: Place = { entry: MANIFEST, bytesRead: () => 0 }
  try {
    const { bytes, file, check } = await opened(reading)
    at.bytesRead = () => file.bytesRead
    const tar = extract()
    const passing = pipeline(bytes, tar, { signal: either })
    // Its failure ends the tar, where it is met.
    passing.catch(() => undefined)
    const manifest = await readEntries(tar, reading, at)
    if (reading.manifestOnly) stop.abort()
    else {
      await passing
      await check?.(manifest)
    }
    return manifest
  } catch (error) {
    signal?.throwIfAborted()
    throw await asDamage(path, at, error)
  } finally {
    stop.abort()
  }
}

/** What was sealed, by whom it is checked at the end, and the file that it comes from. */
async function opened({ path, key }: Reading) {
  if ('salt' in key) {
    const head = await hostHeadOf(path)
    if (head === undefined) throw notABackup(path)
    const { bytes, file, check } = await unsealOfHost(path, head, key.salt)
    const checkAll = (manifest: BackupManifest) => {
      requireOwn(manifest, head)
      return check()
    }
    return { bytes, file, check: checkAll }
  }
  const file = createReadStream(path)
  try {
    const sealed = Readable.toWeb(file) as ReadableStream<Uint8Array>
    const bytes = await unsealStream(sealed, await headOf(path), key)
    return { bytes: Readable.fromWeb(bytes as never), file, check: undefined }
  } catch (error) {
    file.destroy()
    throw error
  }
}

/** A host has nothing to say of others. */
function requireOwn({ organisation, machine, parts }: BackupManifest, head: HostHead): void {
  const hosts = [machine, ...parts.map(({ host }) => host)]
  if (organisation !== head.organisation || hosts.some((host) => host !== head.host))
    throw new Error('of another host')
}

/** How far reading has come. */
interface Place {
  /** Path of what is read in the backup. */
  entry: string
  bytesRead: () => number
}

/** Throws what is no `InstallerError` where the bytes are not those that were sealed. */
async function readEntries(
  tar: ReturnType<typeof extract>,
  { path, take, manifestOnly }: Reading,
  at: Place,
): Promise<BackupManifest> {
  let manifest: BackupManifest | undefined
  let secrets: Buffer[] | undefined
  let expected: BackupEntry[] = []
  for await (const entry of tar) {
    const { name, size = 0, type } = entry.header
    const bytes = entry as AsyncIterable<Buffer>
    if (manifest === undefined) {
      if (name !== MANIFEST || size > LARGEST_MANIFEST) throw new Error('no manifest')
      manifest = parseManifest(await textOf(bytes), (reason) => new Error(reason))
      if (manifestOnly) return manifest
      expected = [...manifest.files, ...manifest.parts]
      continue
    }
    const wanted = expected.shift()
    at.entry = wanted?.path ?? name
    if (wanted === undefined || wanted.path !== name || wanted.size !== size || type !== 'file')
      throw new Error('another entry')
    const hash = createHash('sha256')
    if (name === SECRETS && size <= LARGEST_SECRETS) secrets = []
    const checked = hashing(bytes, hash, name === SECRETS ? secrets : undefined)
    if (take === undefined) for await (const _ of checked);
    else await take(wanted, checked)
    if (hash.digest('hex') !== wanted.sha256) throw new Error('another sum')
  }
  at.entry = expected[0]?.path ?? at.entry
  if (manifest === undefined || expected.length > 0) throw new Error('missing')
  if (manifest.signature !== undefined) requireSigned(manifest, secrets, path)
  return manifest
}

/** By the secrets in it, whose own sum was right: what fits was made by somebody who had them. */
function requireSigned(manifest: BackupManifest, secrets: readonly Buffer[] | undefined, path: string): void {
  const { organisation } = manifest
  const refused = () => fault('backup.not-signed', { path, organisation }, { file: path })
  const { salt } = parseSecrets(Buffer.concat(secrets ?? []).toString('utf8'), refused)
  if (!isManifestSigned(manifest, signWith(salt))) throw refused()
}

async function* hashing(
  bytes: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
  kept: Buffer[] | undefined,
) {
  for await (const chunk of bytes) {
    hash.update(chunk)
    kept?.push(chunk)
    yield chunk
  }
}

export async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** The first bytes of a file: the header of a sealed one is in them. Throws `state.file-unreadable`. */
export async function headOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** `backup.not-a-backup`: what is no sealed file, or is not opened by whoever it is for. */
export function notABackup(path: string): InstallerError {
  return fault('backup.not-a-backup', { path, quoted: shellQuote(path) }, { file: path })
}

/** Whatever the library, zlib or tar say of bytes that are not what they were: where that is. */
async function asDamage(path: string, { entry, bytesRead }: Place, error: unknown): Promise<unknown> {
  if (error instanceof InstallerError) {
    return error.problems[0]?.code === 'state.sealed-damaged' ? notABackup(path) : error
  }
  const refused = unreadable(path, error)
  if (refused !== error || !(error instanceof Error)) return refused
  const { size } = await stat(path)
  const details = { path, entry, at: bytesRead(), size, quoted: shellQuote(path) }
  return fault('backup.damaged', details, { file: path }, error)
}
