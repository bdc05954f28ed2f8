import type { Socket } from 'node:net'

/**
 * Lets what is written in one turn of the event loop leave together. Without its native binding ssh2 writes each packet
 * in three pieces, and each would be a system call and, without Nagle's algorithm, a segment of its own.
 */
export function gatherWrites(socket: Socket): Socket {
  const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean
  let isHeld = false
  socket.write = (...args: readonly unknown[]) => {
    if (!isHeld) {
      isHeld = true
      socket.cork()
      process.nextTick(() => {
        isHeld = false
        socket.uncork()
      })
    }
    return write(...args)
  }
  return socket
}
