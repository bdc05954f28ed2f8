import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, constants, copyFile, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fault } from '../errors/problem.js'
import { tarBytes } from '../lib/tar.js'
import { shellQuote } from '../lib/text.js'
import { makeFolders, writeFailed } from '../state/files.js'
import { clearLeftOvers, makersMark } from '../state/left-overs.js'

export interface KitToWrite {
  readonly files: readonly KitFile[]
  /** Local path of the bytes with that checksum. */
  readonly payload: (sha256: string) => string
  /** The folder, or the tar, that does not exist yet. */
  readonly out: string
  readonly asTar: boolean
  /** Time of all files in a tar. */
  readonly made: Date
  readonly signal?: AbortSignal
}

type KitFile =
  | { readonly path: string; readonly mode: number; readonly text: string }
  | { readonly path: string; readonly mode: number; readonly sha256: string; readonly size: number }

/**
 * Writes a kit whole or not at all, readable by its maker only, since it may hold secrets. What runs that were killed
 * have left of kits in the same folder is removed. Throws `kit.folder-in-use` or `state.write-failed`.
 */
export async function writeKit(kit: KitToWrite): Promise<void> {
  const { out } = kit
  await clearLeftOvers(dirname(out), (beginning) => HALF_A_KIT.test(beginning))
  const found = await lstat(out).catch(() => undefined)
  if (found !== undefined) throw fault('kit.folder-in-use', { path: out, quoted: shellQuote(out) })
  const incoming = join(dirname(out), `.${basename(out)}.incoming-${makersMark()}`)
  try {
    makeFolders(dirname(out))
    await (kit.asTar ? writeTar(kit, incoming) : writeFolder(kit, incoming))
    await rename(incoming, out)
  } catch (error) {
    await rm(incoming, { recursive: true, force: true })
    throw kit.signal?.aborted ? kit.signal.reason : writeFailed(out, error)
  }
}

/** Of any host: the secrets in it are as secret when the next kit is for another. */
const HALF_A_KIT = /^\..+\.incoming-$/

async function writeFolder({ files, payload, signal }: KitToWrite, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  for (const file of files) {
    signal?.throwIfAborted()
    const path = join(folder, file.path)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    if ('text' in file) await writeFile(path, file.text, { mode: file.mode })
    else await copyFile(payload(file.sha256), path, constants.COPYFILE_FICLONE)
    await chmod(path, file.mode)
  }
}

async function writeTar(kit: KitToWrite, path: string): Promise<void> {
  const { signal } = kit
  await pipeline(tarBytes(filesIn(kit)), createWriteStream(path, { mode: 0o600, flags: 'wx' }), { signal })
}

async function* filesIn({ files, payload, out, made: mtime }: KitToWrite) {
  const folder = basename(out).replace(/\.tar$/, '')
  for (const file of files) {
    const entry = { path: `${folder}/${file.path}`, mode: file.mode, mtime }
    if ('text' in file) {
      const bytes = Buffer.from(file.text)
      yield { ...entry, size: bytes.length, content: [bytes] }
    } else yield { ...entry, size: file.size, content: createReadStream(payload(file.sha256)) }
  }
}
