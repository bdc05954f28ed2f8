import type { Duplex } from 'node:stream'

/** Tells, once a connection has failed, whether the other side spoke and it was not SSH. */
export function watchGreeting(socket: Duplex): {
  readonly isForeign: () => boolean
  readonly stop: () => void
} {
  let heard = ''
  const onData = (chunk: Buffer) => {
    heard = (heard + chunk.toString('latin1')).slice(0, 65_536)
  }
  socket.on('data', onData)
  return { isForeign: () => heard !== '' && !heard.includes('SSH-'), stop: () => socket.off('data', onData) }
}
