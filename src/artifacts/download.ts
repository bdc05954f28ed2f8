import { mkdir, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sha256 } from '../lib/digest.js'
import type { CheckedFile, Checksums } from './checksums.js'
import { DownloadFailure } from './download-failure.js'
import { claimPart, fetchPart } from './fetch-part.js'
import { unwritable } from './file-problems.js'
import { type Remote, remoteOf, request } from './request.js'

/** Fetches addresses into the cache. */
export interface Downloads {
  /**
   * What the cache has is not fetched again, unless it is not right: it may be damaged, or the publisher has replaced it.
   * What was fetched just now may be wrong as well. Throws `DownloadFailure`.
   */
  readonly fetch: (address: string, options: FetchOptions) => Promise<Fetched>
  /** A text beside a file, of one MiB at most unless said; `undefined` when the server has none. Throws `DownloadFailure`. */
  readonly text: (address: string, mostBytes?: number) => Promise<string | undefined>
}

interface FetchOptions {
  readonly isRight: (sha256: string) => boolean
  readonly onBytes: (done: number, total?: number) => void
  readonly onHashed?: (done: number, total: number) => void
  /** Bytes: one that is longer is refused. */
  readonly atMost?: number
  /** Path below the cache; absent: one for that address. */
  readonly into?: string
}

interface Fetched extends CheckedFile {
  /** The address without credentials. */
  readonly from: string
}

export interface DownloadLimits {
  /** Gives up after this long without a byte. There is no limit for a whole download. */
  readonly stallSeconds: number
  /** Pauses before further tries after a dropped connection; a try that came further starts them anew. */
  readonly retrySeconds: readonly number[]
}

const LIMITS: DownloadLimits = { stallSeconds: 60, retrySeconds: [1, 3] }
const MAX_TEXT_BYTES = 1024 * 1024

export function downloads(input: {
  cacheDirectory: string
  known: Checksums
  signal?: AbortSignal | undefined
  limits?: Partial<DownloadLimits> | undefined
}): Downloads {
  const { cacheDirectory, known, signal = new AbortController().signal } = input
  const limits = { ...LIMITS, ...input.limits }
  /** Servers that can't be reached: nobody waits for the same time-out a dozen times. */
  const unreachable = new Map<string, DownloadFailure>()

  return {
    fetch: async (address, { isRight, onBytes, onHashed, atMost, into }) => {
      const remote = remoteOf(address)
      const name = basename(decodeURIComponent(new URL(remote.shown).pathname))
      const path = join(cacheDirectory, into ?? join('downloads', sha256(remote.shown).slice(0, 16), name))
      for (const again of [false, true]) {
        const found = again ? undefined : await stat(path).catch(() => undefined)
        const isThere = found?.isFile() && found.size > 0
        if (!isThere) await fetchTo(path, remote, { onBytes, atMost })
        const file = await known.of(path, { signal, onBytes: onHashed })
        if (file !== undefined && (!isThere || isRight(file.sha256))) return { ...file, from: remote.shown }
      }
      throw new Error(`the cache loses ${address}`)
    },

    text: async (address, mostBytes = MAX_TEXT_BYTES) => {
      const remote = remoteOf(address)
      try {
        return await withRetries(remote, () => fetchText(remote, mostBytes))
      } catch (error) {
        if (error instanceof DownloadFailure && error.kind === 'gone') return undefined
        throw error
      }
    },
  }

  async function fetchTo(
    path: string,
    remote: Remote,
    { onBytes, atMost }: { onBytes: FetchOptions['onBytes']; atMost: number | undefined },
  ): Promise<void> {
    const { stallSeconds } = limits
    try {
      await mkdir(dirname(path), { recursive: true })
      const part = await claimPart(path)
      await withRetries(remote, (onData) => {
        const told = (done: number, total?: number) => {
          onData(done)
          onBytes(done, total)
        }
        return fetchPart({ remote, part, stallSeconds, signal, onBytes: told, atMost })
      })
      await rename(part, path)
    } catch (error) {
      throw unwritable(path, error)
    }
  }

  async function fetchText(remote: Remote, mostBytes: number): Promise<string> {
    const chunks: Uint8Array[] = []
    let length = 0
    const answer = await request({ remote, stallSeconds: limits.stallSeconds, signal })
    for await (const chunk of answer.body()) {
      length += chunk.length
      if (length > mostBytes) throw new DownloadFailure('refused', remote.shown, `> ${mostBytes} bytes`)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  async function withRetries<T>(
    remote: Remote,
    attempt: (onData: (done: number) => void) => Promise<T>,
  ): Promise<T> {
    let furthest = 0
    for (let failures = 0; ; failures++) {
      const before = unreachable.get(remote.origin)
      if (before !== undefined) throw new DownloadFailure(before.kind, remote.shown, before.reason, before)
      try {
        return await attempt((done) => {
          if (done > furthest) failures = 0
          furthest = Math.max(furthest, done)
        })
      } catch (error) {
        if (!(error instanceof DownloadFailure)) throw error
        if (error.kind === 'unresolved' || error.kind === 'unreachable') unreachable.set(remote.origin, error)
        const pause = limits.retrySeconds[failures]
        if (!error.isTransient || pause === undefined) throw error
        await wait(pause * 1000, undefined, { signal })
      }
    }
  }
}
