import type { Duplex } from 'node:stream'

/**
 * Calls `onSilence` once nothing has come over a socket for so long, and nothing that was waiting to be sent has
 * left either (a slow uplink full of upload is not a dead one). Something has to ping; returns how to stop.
 */
export function watchSilence(socket: Duplex, silenceMilliseconds: number, onSilence: () => void): () => void {
  const interval = silenceMilliseconds / 8
  let lastSign = performance.now()
  let lastLook = lastSign
  let backlog = 0
  const onSign = () => {
    lastSign = performance.now()
  }
  const look = () => {
    const now = performance.now()
    const wasAsleepMyself = now - lastLook > 2 * interval
    const waiting = socket.writableLength
    if (wasAsleepMyself || waiting < backlog) onSign()
    lastLook = now
    backlog = waiting
    if (now - lastSign < silenceMilliseconds) return
    stop()
    onSilence()
  }
  const timer = setInterval(look, interval)
  const stop = () => {
    clearInterval(timer)
    socket.off('data', onSign)
  }
  timer.unref()
  socket.on('data', onSign)
  return stop
}
