import { open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errnoOf } from '../lib/errno.js'
import { DownloadFailure } from './download-failure.js'
import { fileProblem } from './file-problems.js'
import { type HttpAnswer, type Remote, request } from './request.js'
import { requireRoom } from './require-room.js'

export interface FetchPartInput {
  readonly remote: Remote
  /** Where the bytes go; what lies there already is gone on from, if the server still has the same file. */
  readonly part: string
  readonly stallSeconds: number
  readonly signal: AbortSignal
  readonly onBytes: (done: number, total?: number) => void
  /** Bytes: one that is longer is refused. */
  readonly atMost?: number | undefined
}

/** Completes a partial file. Throws `DownloadFailure` and leaves the bytes that came; `artifact.web-page`, `artifact.no-room`. */
export async function fetchPart(input: FetchPartInput): Promise<void> {
  const { remote, part, onBytes, atMost = Number.POSITIVE_INFINITY } = input
  const from = await resumePoint(part)
  const headers = from && { range: `bytes=${from.size}-`, 'if-range': from.validator }
  const answer = await request({ ...input, ...(headers && { headers }), accept: [416] })
  const start = from !== undefined && continues(answer, from.size) ? from.size : 0
  if (answer.status === 416 || (answer.status === 206 && start === 0)) {
    await answer.discard()
    await forget(part)
    throw new DownloadFailure('dropped', remote.shown, `HTTP ${answer.status}`)
  }
  await refuseWebPage(answer, remote)
  const length = lengthOf(answer)
  await requireRoom(dirname(part), length ?? 0).catch(async (error: unknown) => {
    await answer.discard()
    throw error
  })
  if (start === 0) await begin(part, answer)

  const total = length === undefined ? undefined : start + length
  const file = await open(part, 'r+')
  let position = start
  try {
    for await (const chunk of answer.body()) {
      if (position + chunk.length > atMost) {
        await forget(part)
        throw new DownloadFailure('refused', remote.shown, `> ${atMost} bytes`)
      }
      for (let written = 0; written < chunk.length; ) {
        const { bytesWritten } = await file.write(chunk, written, chunk.length - written, position)
        written += bytesWritten
        position += bytesWritten
      }
      onBytes(position, total)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  if (total !== undefined && position < total) {
    throw new DownloadFailure('dropped', remote.shown, `${position} / ${total}`)
  }
  await rm(validatorFile(part), { force: true })
}

/** Without a validator, two versions of a file could be glued together, and the first sight pins what comes. */
async function resumePoint(part: string): Promise<{ size: number; validator: string } | undefined> {
  try {
    const [{ size }, validator] = await Promise.all([stat(part), readFile(validatorFile(part), 'utf8')])
    return size > 0 && validator !== '' ? { size, validator } : undefined
  } catch {
    return undefined
  }
}

function continues({ status, headers }: HttpAnswer, size: number): boolean {
  return status === 206 && (headers.get('content-range') ?? '').startsWith(`bytes ${size}-`)
}

async function begin(part: string, { headers }: HttpAnswer): Promise<void> {
  await forget(part)
  await writeFile(part, '')
  const tag = headers.get('etag')
  const validator = tag?.startsWith('"') ? tag : headers.get('last-modified')
  if (validator && !headers.has('content-encoding')) await writeFile(validatorFile(part), validator)
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true })
  await rm(validatorFile(part), { force: true })
}

/** The server's length counts compressed bytes where it compresses in spite of what it was asked. */
function lengthOf({ headers }: HttpAnswer): number | undefined {
  const length = headers.get('content-length')
  return length === null || headers.has('content-encoding') ? undefined : Number(length)
}

async function refuseWebPage({ headers, discard }: HttpAnswer, { shown }: Remote): Promise<void> {
  if (!headers.get('content-type')?.toLowerCase().startsWith('text/html')) return
  await discard()
  const file = new URL(shown).pathname.split('/').at(-1) ?? ''
  throw fileProblem('artifact.web-page', shown, { address: shown, file })
}

function validatorFile(part: string): string {
  return `${part}.validator`
}

/**
 * The partial file of a download that only this process writes. One that a dead process has left is taken over, so
 * that its bytes are not fetched twice.
 */
export async function claimPart(target: string): Promise<string> {
  const own = `${target}.part-${process.pid}`
  const prefix = `${basename(target)}.part-`
  for (const name of await readdir(dirname(target))) {
    const owner = name.startsWith(prefix) ? /^\d+$/.exec(name.slice(prefix.length)) : null
    if (owner === null || isRunning(Number(owner[0]))) continue
    const left = join(dirname(target), name)
    try {
      await rename(left, own)
    } catch {
      continue
    }
    await rename(validatorFile(left), validatorFile(own)).catch(() => undefined)
    return own
  }
  return own
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
}
