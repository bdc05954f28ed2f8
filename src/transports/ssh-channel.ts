import type { ClientChannel } from 'ssh2'
import { connectFailure } from './connect-errors.js'
import type { ShellStream } from './shell-stream.js'
import type { SshTarget } from './ssh-target.js'

interface Opening {
  /** Whether the connection stands. */
  readonly open: boolean
  readonly timeoutMilliseconds: number
  readonly signal?: AbortSignal | undefined
}

/**
 * What ssh2 opens by callback, as a promise that fails with a problem. ssh2 itself waits for the answer as long as the
 * connection stands. A channel that comes too late is closed.
 */
export function openChannel<T extends Closable>(
  target: SshTarget,
  { open, timeoutMilliseconds, signal }: Opening,
  request: (done: (error: Error | undefined, channel: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    if (!open) return reject(connectFailure(errno('ECONNRESET', 'the connection is closed'), target))
    let isOver = false
    const finish = (settle: () => void) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    const fail = (reason: Error) => finish(() => reject(connectFailure(reason, target)))
    const onAbort = () => finish(() => reject(signal?.reason))
    const timer = setTimeout(() => fail(errno('ETIMEDOUT', 'no answer')), timeoutMilliseconds)
    signal?.addEventListener('abort', onAbort, { once: true })
    request((error, channel) => {
      if (error) fail(error)
      else if (isOver) channel.on('error', () => {}).close()
      else finish(() => resolve(channel))
    })
  })
}

interface Closable {
  readonly on: (event: 'error', listener: () => void) => { readonly close: () => void }
}

function errno(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

export function asShellStream(channel: ClientChannel, connectionClosed: Promise<void>): ShellStream {
  const channelClosed = new Promise<void>((resolve) => void channel.once('close', resolve))
  channel.on('error', () => {})
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    closed: Promise.race([channelClosed, connectionClosed]),
    destroy: () => channel.close(),
  }
}
