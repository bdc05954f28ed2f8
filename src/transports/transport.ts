import type { Writable } from 'node:stream'
import type { Hold } from '../actions/hold.js'
import type { RunLine } from '../actions/run-log.js'
import type { Job } from './errand.js'
import type { Incoming } from './partial-file.js'

/**
 * A way to one host, as root. One connection, kept; commands run one after the other on it, uploads beside them.
 * Made by `connect` (SSH, local), by the rehearsal and by test doubles; secrets are filled in behind this line, over stdin.
 */
export interface Transport {
  /**
   * Runs a script to its end; its errand is for hosts that have no bash, others pass it over. Lines come without newline, in order, masked unless asked for as they are. A non-zero exit code is a result, not an error.
   */
  readonly run: (job: Job, options?: RunOptions) => Promise<RunResult>
  /** Streams a file to a temporary name beside `path`, checks its SHA-256 there, and renames it. */
  readonly upload: (upload: Upload, options?: UploadOptions) => Promise<void>
  /**
   * Streams a file of the host to one of the control machine, or into what takes it, which is ended: for backups. What has been
   * taken is right once this resolves.
   */
  readonly download: (
    path: string,
    target: string | Writable,
    options?: { signal?: AbortSignal },
  ) => Promise<void>
  /**
   * Takes the host for a run ahead of the next script, or tells what goes on where it is held already; costs no round trip. How
   * it went is a fact (`hold`). It is held as long as this transport is open and signs of life arrive; once it is lost,
   * what changes something throws `run.hold-lost`.
   */
  readonly hold: (hold: Hold) => void
  /** Has the host write that down ahead of the next script, or of the end of the connection; costs no round trip. */
  readonly logRun: (line: RunLine, installDirectory?: string) => void
  readonly close: () => Promise<void>
}

export interface RunOptions {
  readonly signal?: AbortSignal
  readonly onLine?: (line: string) => void
  /** The script changes nothing: it ends with the connection, as any other would not. */
  readonly changesNothing?: true
  /** Gives up after this long without an end; default none. */
  readonly timeoutSeconds?: number
  /**
   * Output as the host wrote it. For answers that the program itself reads: a password like `debian` would spoil
   * them. What is shown of them has to be masked by whoever shows it.
   */
  readonly raw?: true
  /** False: lines go to `onLine` only, and `output` is empty. For output without an end. */
  readonly keepOutput?: false
  /** Lines that begin with this word and a blank stay as they are: the program's own, which hold no secret. */
  readonly marker?: string
  /**
   * `bulk` runs beside other scripts, in turn with uploads; `serve` beside both, `SERVED_AT_ONCE` of them at a time;
   * `aside` for what no other work may keep waiting; default `scripts`.
   */
  readonly lane?: LaneName
}

export type LaneName = 'scripts' | 'bulk' | 'serve' | 'aside'

/** How many files a host hands to others at a time: each on a channel of its connection, of which it has ten. */
export const SERVED_AT_ONCE = 2

export interface RunResult {
  readonly exitCode: number
  /** stdout and stderr in the order they came, secrets masked unless asked for as they are. */
  readonly output: string
}

export interface Upload extends Incoming {
  /** Local file, or what comes from elsewhere meanwhile, from its beginning on. */
  readonly source: string | AsyncIterable<Buffer>
  /** So many bytes of it are there already, in its partial file (`arrivedBytes`); default none. */
  readonly offset?: number
}

export interface UploadOptions {
  readonly signal?: AbortSignal
  /** Bytes from the beginning of the file on, those that were there before included. */
  readonly onBytes?: (sent: number) => void
}
