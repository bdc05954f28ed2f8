import type { Duplex } from 'node:stream'

/**
 * Calls `onSilence` once nothing has come over a socket for so long, and nothing that was waiting to be sent has
 * left either (a slow uplink full of upload is not a dead one). Something has to ping; returns how to stop.
 */
export function watchSilence(socket: Duplex, silenceMilliseconds: number, onSilence: () => void): () => void {
  let lastSign = performance.now()
  let backlog = 0
  const onData = () => {
    lastSign = performance.now()
  }
  const timer = setInterval(() => {
    const waiting = socket.writableLength
    if (backlog > 0 && waiting < backlog) onData()
    backlog = waiting
    if (performance.now() - lastSign < silenceMilliseconds) return
    stop()
    onSilence()
  }, silenceMilliseconds / 8)
  const stop = () => {
    clearInterval(timer)
    socket.off('data', onData)
  }
  timer.unref()
  socket.on('data', onData)
  return stop
}
