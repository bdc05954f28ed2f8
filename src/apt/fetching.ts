import type { Downloads } from '../artifacts/download.js'
import { DownloadFailure } from '../artifacts/download-failure.js'
import { remoteOf } from '../artifacts/request.js'
import { fault, type InstallerError } from '../errors/problem.js'

/** What is needed to get files of an archive. */
export interface FetchContext {
  readonly download: Downloads
  /** For what to do: a mirror is named by family. */
  readonly family: string
}

export interface SignedFile {
  readonly address: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/**
 * Local path of a file whose checksum was signed for. What the cache has in another version is fetched again first.
 * Throws `apt.checksum-mismatch`, `apt.gone` and `apt.unreachable`. `onBytes`: how many of its bytes are there.
 */
export async function fetchFile(
  wanted: SignedFile,
  fetching: FetchContext,
  onBytes: (done: number) => void,
): Promise<string> {
  const { address, sha256, size } = wanted
  const { download, family } = fetching
  const differs = (found: string) => {
    return fault('apt.checksum-mismatch', { address: shownAddress(address), expected: sha256, found, family })
  }
  try {
    const fetched = await download.fetch(address, {
      isRight: (sum) => sum === sha256,
      onBytes: (done) => {
        // A server could go on until the disk is full.
        if (done > size) throw differs(`> ${size} bytes`)
        onBytes(done)
      },
    })
    if (fetched.sha256 !== sha256) throw differs(fetched.sha256)
    onBytes(size)
    return fetched.path
  } catch (error) {
    throw toProblem(error, family)
  }
}

/** A small text that has no checksum of its own: it is signed. Throws as `fetchFile` does. */
export async function fetchText(address: string, { download, family }: FetchContext): Promise<string> {
  try {
    const text = await download.text(address)
    if (text !== undefined) return text
    throw gone(address, family)
  } catch (error) {
    throw toProblem(error, family)
  }
}

function toProblem(error: unknown, family: string): unknown {
  if (!(error instanceof DownloadFailure)) return error
  if (error.kind === 'gone') return gone(error.address, family, error)
  const { address, reason } = error
  const server = new URL(address).host
  return fault('apt.unreachable', { address, server, reason, family }, {}, error)
}

function gone(address: string, family: string, cause?: unknown): InstallerError {
  const shown = shownAddress(address)
  const server = new URL(shown).host
  return fault('apt.gone', { address: shown, server, family }, {}, cause)
}

/** Without user name and password. */
export function shownAddress(address: string): string {
  return remoteOf(address).shown
}
