import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { fault, InstallerError } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { unreadable } from '../state/files.js'
import { type OpeningKey, unsealStream } from '../state/seal.js'
import { type BackupManifest, type BackupPart, MANIFEST, parseManifest } from './manifest.js'

export type BackupEntry = BackupManifest['files'][number] | BackupPart

interface Reading {
  readonly path: string
  readonly key: OpeningKey
  readonly signal?: AbortSignal | undefined
  /** Takes all bytes of an entry; absent: they are only checked. What it has taken is right once reading resolves. */
  readonly take?: (
    entry: BackupEntry,
    bytes: AsyncIterable<Buffer>,
    manifest: BackupManifest,
  ) => Promise<void>
  /** Nothing else is read. */
  readonly manifestOnly?: true
}

/** All operators and more fit into it. */
const HEAD_BYTES = 64 * 1024
/** Of hundreds of hosts with hundreds of instances. */
const LARGEST_MANIFEST = 16 * 1024 * 1024

/**
 * Opens a backup and checks the sum of all that is in it, in one go and without a copy. Throws `backup.damaged`, `state.file-unreadable`,
 * and what `unseal` throws for a key that does not fit.
 */
export async function readBackup(reading: Reading): Promise<BackupManifest> {
  const { path, key, signal } = reading
  const stop = new AbortController()
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  try {
    const head = await headOf(path)
    const file = createReadStream(path)
    const sealed = Readable.toWeb(file) as ReadableStream<Uint8Array>
    const opened = await unsealStream(sealed, head, key).catch((error: unknown) => {
      file.destroy()
      throw error
    })
    const tar = extract()
    const passing = pipeline(Readable.fromWeb(opened as never), tar, { signal: either })
    // Its failure ends the tar, where it is met.
    passing.catch(() => undefined)
    const manifest = await readEntries(tar, reading)
    if (reading.manifestOnly) stop.abort()
    else await passing
    return manifest
  } catch (error) {
    signal?.throwIfAborted()
    throw asDamage(path, error)
  } finally {
    stop.abort()
  }
}

async function readEntries(tar: ReturnType<typeof extract>, reading: Reading): Promise<BackupManifest> {
  const { path, take, manifestOnly } = reading
  let manifest: BackupManifest | undefined
  let expected: BackupEntry[] = []
  for await (const entry of tar) {
    const { name, size = 0, type } = entry.header
    const bytes = entry as AsyncIterable<Buffer>
    if (manifest === undefined) {
      if (name !== MANIFEST || size > LARGEST_MANIFEST)
        throw damaged(path, 'it does not begin with its manifest')
      manifest = parseManifest(await textOf(bytes), (reason) => damaged(path, reason))
      if (manifestOnly) return manifest
      expected = [...manifest.files, ...manifest.parts]
      continue
    }
    const wanted = expected.shift()
    if (wanted === undefined || wanted.path !== name || wanted.size !== size || type !== 'file')
      throw damaged(path, `${wanted?.path ?? 'its end'} is not where it should be`)
    const hash = createHash('sha256')
    const checked = hashing(bytes, hash)
    if (take === undefined) for await (const _ of checked);
    else await take(wanted, checked, manifest)
    if (hash.digest('hex') !== wanted.sha256) throw damaged(path, `the sum of ${wanted.path} differs`)
  }
  if (manifest === undefined) throw damaged(path, 'nothing is in it')
  if (expected[0] !== undefined) throw damaged(path, `${expected[0].path} is missing`)
  return manifest
}

async function* hashing(bytes: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of bytes) {
    hash.update(chunk)
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

function damaged(path: string, reason: string): InstallerError {
  return fault('backup.damaged', { path, reason, quoted: shellQuote(path) }, { file: path })
}

/** What the library, zlib or tar say of bytes that are not what they were. */
function asDamage(path: string, error: unknown): unknown {
  if (error instanceof InstallerError) {
    const isSealDamaged = error.problems[0]?.code === 'state.sealed-damaged'
    return isSealDamaged ? damaged(path, 'it was changed or cut, or is no backup') : error
  }
  const refused = unreadable(path, error)
  if (refused !== error) return refused
  return error instanceof Error ? damaged(path, error.message) : error
}
