import type { ClientChannel } from 'ssh2'
import { connectFailure } from './connect-errors.js'
import type { ShellStream } from './shell-stream.js'
import type { SshTarget } from './ssh-target.js'

/** What ssh2 opens by callback, as a promise that fails with a problem. */
export function openChannel<T>(
  target: SshTarget,
  open: boolean,
  request: (done: (error: Error | undefined, channel: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const dropped = Object.assign(new Error('the connection is closed'), { code: 'ECONNRESET' })
    if (!open) reject(connectFailure(dropped, target))
    else request((error, channel) => (error ? reject(connectFailure(error, target)) : resolve(channel)))
  })
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
