import { randomBytes } from 'node:crypto'
import { jobFor } from '../transports/errand.js'
import { BROKEN_OFF, type Fetching, fetchCommand, NO_CONNECTION } from '../transports/fetch-file.js'
import { type Incoming, WRONG_SUM } from '../transports/partial-file.js'
import { readServingLine, type Serving, serveCommand } from '../transports/serve-file.js'
import type { Transport } from '../transports/transport.js'
import { uploadFailure } from '../transports/upload.js'

export interface RelayInput {
  readonly file: Incoming
  readonly offset: number
  readonly source: { readonly transport: Transport; readonly address: string; readonly verify: boolean }
  readonly target: { readonly transport: Transport; readonly address: string; readonly host: string }
  /** Addresses of the organisation's hosts. */
  readonly peers: readonly string[]
  readonly signal: AbortSignal
  readonly onBytes: (arrived: number) => void
}

const ENDS_WITHIN_MS = 500
/** As long as a shell may take that is opened for it, maybe behind an upload on a slow uplink. */
const LISTENS_WITHIN_MS = 30_000
/** Bytes in a millisecond: what a slow disk reads while the file is summed up. */
const SUMMED_UP_PER_MS = 50_000

export type RelayEnd = 'placed' | 'unreachable' | 'broken'

/**
 * One file from one host to another: one listens for a moment, the other gets it with a token made for this. Throws for what
 * the target can't do: a lost connection, a full disk. A source that does not come to listen in time is broken. The listener
 * is gone when this ends, unless its host hears nothing.
 */
export async function relayFile(input: RelayInput): Promise<RelayEnd> {
  const { file, offset, source, target, peers, onBytes } = input
  const over = new AbortController()
  const signal = AbortSignal.any([input.signal, over.signal])
  const token = randomBytes(32).toString('hex')
  let open: (port: number | undefined) => void = () => {}
  const listening = new Promise<number | undefined>((resolve) => {
    open = resolve
  })
  const onLine = (line: string) => {
    const said = readServingLine(line)
    if (said === undefined) return
    if ('listening' in said) open(said.listening)
    else onBytes(said.at)
  }
  const { path, sha256, size } = file
  const what: Serving = { path, sha256, size, address: source.address, peers, token, verify: source.verify }
  const options = { raw: true, signal, keepOutput: false, onLine } as const
  const serving = source.transport
    .run(jobFor({ kind: 'serve' }, serveCommand(what)), { ...options, lane: 'serve' })
    .catch(() => {})
    .finally(() => open(undefined))
  try {
    const patience = LISTENS_WITHIN_MS + (source.verify ? size / SUMMED_UP_PER_MS : 0)
    const port = await within(patience, listening)
    input.signal.throwIfAborted()
    if (port === undefined) {
      over.abort()
      return 'broken'
    }
    const from = { address: source.address, port }
    const fetching: Fetching = { ...file, offset, from, own: target.address, token }
    const errand = { kind: 'fetch', file, host: target.host } as const
    const { exitCode, output } = await target.transport.run(jobFor(errand, fetchCommand(fetching)), {
      raw: true,
      signal: input.signal,
      onLine,
      lane: 'bulk',
    })
    if (exitCode === 0) return 'placed'
    over.abort()
    if (exitCode === NO_CONNECTION) return 'unreachable'
    if (exitCode === BROKEN_OFF || exitCode === WRONG_SUM) return 'broken'
    throw uploadFailure(exitCode, output, { path, sha256, source: path }, target.host)
  } finally {
    // It ends by itself once all is sent; an end from here would cost the shell that the next one may use.
    if (!signal.aborted) await within(ENDS_WITHIN_MS, Promise.race([serving, abortOf(signal)]))
    over.abort()
    await within(ENDS_WITHIN_MS, serving)
  }
}

/** Undefined when it takes longer. */
function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
