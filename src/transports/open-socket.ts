import { connect, type Socket } from 'node:net'

/** A TCP connection without Nagle's algorithm, which costs small requests eight times their time. */
export function openSocket(
  address: string,
  port: number,
  timeoutMilliseconds: number,
  signal?: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true })
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      settle()
    }
    const fail = (reason: unknown) =>
      finish(() => {
        socket.destroy()
        reject(reason)
      })
    const onAbort = () => fail(signal?.reason)
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      timeoutMilliseconds,
    )
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted) onAbort()
    socket.once('error', fail)
    socket.once('connect', () =>
      finish(() => {
        socket.off('error', fail)
        resolve(gatherWrites(socket))
      }),
    )
  })
}

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
