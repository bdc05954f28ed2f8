import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import * as z from 'zod'
import { sha256 } from '../lib/digest.js'
import { backupKeys } from '../state/backup-keys.js'

const head = z.strictObject({
  metisBackup: z.literal(1),
  organisation: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  host: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/),
  at: z.iso.datetime(),
  /** DER in base64. */
  recipient: z.string().regex(/^[A-Za-z0-9+/]{40,80}={0,2}$/),
  ephemeral: z.string().regex(/^[0-9a-f]{64}$/),
  /** The secrets of the organisation at that time, as the record has them: an armored age file. */
  sealed: z.string(),
})

/** The first line of a backup that a host has made: for whom it is, in clear. Nothing of it is to be believed before the end was seen. */
export type HostHead = Readonly<z.infer<typeof head>> & {
  /** Bytes of the line, with its end. */
  readonly length: number
}

/** As much as a record may have of secrets. */
const LONGEST_HEAD = 8 * 1024 * 1024
const BEGIN = '{"metisBackup":'
/** 64 hex characters and the end of the line. */
const TAG_BYTES = 65

/** Undefined for any other file. Throws what the file system refuses. */
export async function hostHeadOf(path: string): Promise<HostHead | undefined> {
  const file = await open(path, 'r')
  try {
    const begin = await file.read(Buffer.alloc(BEGIN.length), 0, BEGIN.length, 0)
    if (begin.buffer.toString('latin1') !== BEGIN) return undefined
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, LONGEST_HEAD))
    await file.read(bytes, 0, bytes.length, 0)
    const end = bytes.indexOf(10)
    const parsed = head.safeParse(jsonOf(bytes.toString('utf8', 0, Math.max(end, 0))))
    return parsed.success ? { ...parsed.data, length: end + 1 } : undefined
  } finally {
    await file.close()
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether it was sealed for whoever has these secrets. */
export function isSealedFor({ recipient }: HostHead, salt: string): boolean {
  return backupKeys(salt).recipient === recipient
}

/**
 * What was sealed, and `check`, which throws unless all of the file is as that host has written it: for when the last byte was read.
 * `host-script.ts` says how it is written: AES-256-CTR with a key of the X25519 secret that both ends have, as `openssl enc` makes it of a
 * password, and at the end a sum keyed by what only that host and the organisation's secrets have.
 */
export async function unsealOfHost(path: string, { length, ephemeral, host }: HostHead, salt: string) {
  const keys = backupKeys(salt)
  const { size } = await stat(path)
  const end = size - TAG_BYTES
  if (end <= length) throw new Error('cut')
  const made = pbkdf2Sync(keys.once(ephemeral), '', 1, 48, 'sha256')
  const decipher = createDecipheriv('aes-256-ctr', made.subarray(0, 32), made.subarray(32))
  const sum = createHash('sha256')
  const file = createReadStream(path, { end: end - 1 })
  async function* opened() {
    let toSkip = length
    for await (const chunk of file as AsyncIterable<Buffer>) {
      sum.update(chunk)
      const sealed = chunk.subarray(toSkip)
      toSkip = Math.max(0, toSkip - chunk.length)
      if (sealed.length > 0) yield decipher.update(sealed)
    }
  }
  const check = async () => {
    const tag = await tagAt(path, end)
    const key = keys.ofHost(host)
    if (tag !== `${sha256(key + sha256(key + sum.digest('hex')))}\n`) throw new Error('not of that host')
  }
  return { bytes: Readable.from(opened()), file, check }
}

async function tagAt(path: string, position: number): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(TAG_BYTES), 0, TAG_BYTES, position)
    return buffer.toString('latin1')
  } finally {
    await file.close()
  }
}
