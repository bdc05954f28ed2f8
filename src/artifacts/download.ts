import { createHash } from 'node:crypto'
import { mkdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DownloadFailure } from './download-failure.js'
import { claimPart, fetchPart } from './fetch-part.js'
import { unwritable } from './file-problems.js'
import { type Remote, remoteOf, request } from './request.js'

/** Fetches addresses into the cache. */
export interface Downloads {
  /** What the cache has is not fetched again, unless `again`. Throws `DownloadFailure`. */
  readonly fetch: (address: string, options: FetchOptions) => Promise<Fetched>
  /** A small text beside a file; `undefined` when the server has none. Throws `DownloadFailure`. */
  readonly text: (address: string) => Promise<string | undefined>
}

interface FetchOptions {
  readonly again: boolean
  readonly onBytes: (done: number, total?: number) => void
}

interface Fetched {
  readonly path: string
  /** The address without credentials. */
  readonly from: string
  /** It was fetched just now. */
  readonly isFresh: boolean
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
  signal?: AbortSignal
  limits?: Partial<DownloadLimits>
}): Downloads {
  const limits = { ...LIMITS, ...input.limits }
  const signal = input.signal ?? new AbortController().signal
  /** Servers that can't be reached: nobody waits for the same time-out a dozen times. */
  const unreachable = new Map<string, DownloadFailure>()

  return {
    fetch: async (address, { again, onBytes }) => {
      const remote = remoteOf(address)
      const directory = join(
        input.cacheDirectory,
        'downloads',
        createHash('sha256').update(remote.shown).digest('hex').slice(0, 16),
      )
      const target = join(directory, basename(decodeURIComponent(new URL(remote.shown).pathname)))
      const found = await stat(target).catch(() => undefined)
      if (found?.isFile() && found.size > 0 && !again)
        return { path: target, from: remote.shown, isFresh: false }
      try {
        await mkdir(directory, { recursive: true })
        const part = await claimPart(target)
        await withRetries(remote, (onData) =>
          fetchPart({
            remote,
            part,
            stallSeconds: limits.stallSeconds,
            signal,
            onBytes: (done, total) => {
              onData(done)
              onBytes(done, total)
            },
          }),
        )
        await rename(part, target)
      } catch (error) {
        throw unwritable(target, error)
      }
      return { path: target, from: remote.shown, isFresh: true }
    },

    text: async (address) => {
      const remote = remoteOf(address)
      try {
        return await withRetries(remote, () => fetchText(remote))
      } catch (error) {
        if (error instanceof DownloadFailure && error.kind === 'gone') return undefined
        throw error
      }
    },
  }

  async function fetchText(remote: Remote): Promise<string> {
    const chunks: Uint8Array[] = []
    let length = 0
    const answer = await request({ remote, stallSeconds: limits.stallSeconds, signal })
    for await (const chunk of answer.body()) {
      length += chunk.length
      if (length > MAX_TEXT_BYTES) {
        throw new DownloadFailure({
          kind: 'refused',
          address: remote.shown,
          reason: `> ${MAX_TEXT_BYTES} bytes`,
        })
      }
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
      const known = unreachable.get(remote.origin)
      if (known !== undefined) {
        throw new DownloadFailure({ kind: known.kind, address: remote.shown, reason: known.reason }, known)
      }
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
