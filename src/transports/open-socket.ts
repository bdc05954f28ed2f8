import { connect, type Socket } from 'node:net'
import { gatherWrites } from './gather-writes.js'

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
