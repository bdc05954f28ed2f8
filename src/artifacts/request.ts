import type { Headers, Response } from 'undici'
import { DownloadFailure, networkFailure, statusFailure } from './download-failure.js'

/** An address as it is asked and as it is shown. */
export interface Remote {
  readonly url: string
  /** Without user name and password. */
  readonly shown: string
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  /** Throws `DownloadFailure` when the connection drops, or stalls. */
  readonly body: () => AsyncGenerator<Uint8Array>
  /** Ends the connection of an answer whose body nobody wants. */
  readonly discard: () => Promise<void>
}

export interface RequestInput {
  readonly remote: Remote
  readonly stallSeconds: number
  readonly signal: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
  /** Other statuses than 2xx that the caller understands. */
  readonly accept?: readonly number[]
}

/** `fetch` refuses addresses with credentials, so these travel as a header. */
export function remoteOf(address: string): Remote {
  const url = new URL(address)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    url: url.href,
    shown: `${url.origin}${url.pathname}`,
    origin: url.origin,
    headers: username === '' ? {} : { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
  }
}

/** Asks for an address. Throws `DownloadFailure` for every answer but a good one, and after a silence. */
export async function request({
  remote,
  stallSeconds,
  signal,
  headers,
  accept = [],
}: RequestInput): Promise<HttpAnswer> {
  const stalled = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const restart = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stalled.abort(), stallSeconds * 1000)
  }
  const failureOf = (error: unknown): unknown => {
    if (signal.aborted) return signal.reason
    if (stalled.signal.aborted) {
      return new DownloadFailure('stalled', remote.shown, `${stallSeconds} s`, error)
    }
    return networkFailure(remote.shown, error) ?? error
  }

  try {
    restart()
    const { webFetch } = await import('./web.js')
    const response = await webFetch(remote.url, {
      // Bytes as they are published: no compression on the way.
      headers: { 'accept-encoding': 'identity', ...remote.headers, ...headers },
      signal: AbortSignal.any([signal, stalled.signal]),
    })
    if (!response.ok && !accept.includes(response.status)) {
      await response.body?.cancel()
      throw statusFailure(remote.shown, response.status)
    }
    return {
      status: response.status,
      headers: response.headers,
      body: () => read(response),
      discard: async () => response.body?.cancel(),
    }
  } catch (error) {
    throw failureOf(error)
  } finally {
    clearTimeout(timer)
  }

  async function* read(response: Response): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader()
    if (reader === undefined) return
    try {
      for (;;) {
        restart()
        const { done, value } = await reader.read()
        clearTimeout(timer)
        if (done) return
        yield value
      }
    } catch (error) {
      throw failureOf(error)
    } finally {
      clearTimeout(timer)
      await reader.cancel().catch(() => undefined)
    }
  }
}
