import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
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

export type RelayEnd = 'placed' | 'unreachable' | 'broken'

/**
 * One file from one host to another: one listens for a moment, the other gets it with a token made for this. Throws for what
 * the target can't do: a lost connection, a full disk. The listener is gone when this ends.
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
    const port = await listening
    input.signal.throwIfAborted()
    if (port === undefined) return 'broken'
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
    await Promise.race([serving, delay(ENDS_WITHIN_MS, undefined, { signal }).catch(() => {})])
    over.abort()
    await serving
  }
}
