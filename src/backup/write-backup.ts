import { createWriteStream } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fault } from '../errors/problem.js'
import { entryBytes, tarBytes } from '../lib/tar.js'
import { makeFolders, writeFailed } from '../state/files.js'
import { type OpeningKey, passingKey, type SealingKey, sealStream } from '../state/seal.js'
import { type BackupManifest, MANIFEST, manifestText } from './manifest.js'
import { type BackupEntry, readBackup } from './read-backup.js'

interface Writing {
  /** Of the backup; until it was read back it is called `PATH.partial`. */
  readonly path: string
  readonly lock: SealingKey
  readonly manifest: BackupManifest
  /** The bytes of an entry, as many as the manifest says. */
  readonly contentOf: (entry: BackupEntry) => AsyncIterable<Buffer> | Iterable<Buffer>
  readonly signal: AbortSignal
  /** All is written, and is now read back. */
  readonly onWritten: () => void
}

/** What sealing adds, and a disk that is never quite empty. */
const SPARE_BYTES = 16 * 1024 * 1024

/**
 * Writes a sealed backup, for its owner alone, and reads it back before it gets its name. What passes through is never in memory as a
 * whole, and nowhere else on the disk. Throws `backup.no-room`, `backup.damaged`, `state.write-failed`, and what `contentOf` throws;
 * nothing stays behind then.
 */
export async function writeBackup(writing: Writing): Promise<void> {
  const { path, manifest, lock, signal, onWritten } = writing
  const partial = `${path}.partial`
  try {
    makeFolders(dirname(path), 0o700)
    await requireRoom(path, manifest)
    const { sealing, key } = await readableLock(lock)
    const tar = Readable.from(tarBytes(entriesOf(writing)))
    const sealed = await sealStream(Readable.toWeb(tar) as ReadableStream<Uint8Array>, sealing)
    await rm(partial, { force: true })
    const file = createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true })
    await pipeline(Readable.fromWeb(sealed as never), file, { signal })
    onWritten()
    await readBackup({ path: partial, key, signal })
    await rename(partial, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {})
    signal.throwIfAborted()
    throw writeFailed(path, error)
  }
}

/** Whoever seals for keys of others has none that opens it: one more, which is forgotten, shows that it can be. */
async function readableLock(
  lock: SealingKey,
): Promise<{ readonly sealing: SealingKey; readonly key: OpeningKey }> {
  if ('passphrase' in lock) return { sealing: lock, key: lock }
  const { identity, recipient } = await passingKey()
  return { sealing: { recipients: [...lock.recipients, recipient] }, key: { identity } }
}

async function* entriesOf({ manifest, contentOf }: Writing) {
  const mtime = new Date(manifest.at)
  const about = Buffer.from(manifestText(manifest))
  yield { path: MANIFEST, size: about.length, mode: 0o600, mtime, content: [about] }
  for (const entry of [...manifest.files, ...manifest.parts])
    yield { path: entry.path, size: entry.size, mode: 0o600, mtime, content: contentOf(entry) }
}

async function requireRoom(path: string, manifest: BackupManifest): Promise<void> {
  const all = [...manifest.files, ...manifest.parts]
  const bytes = all.reduce((sum, one) => sum + entryBytes(one.path, one.size), SPARE_BYTES)
  const { bavail, bsize } = await statfs(dirname(path))
  const free = bavail * bsize
  const mebibytes = (of: number) => Math.ceil(of / 2 ** 20)
  if (free < bytes)
    throw fault('backup.no-room', { path, need: mebibytes(bytes), free: mebibytes(free) }, { file: path })
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
