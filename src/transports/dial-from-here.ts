import type { Endpoint } from '../preflight/reach.js'
import { openSocket } from './open-socket.js'

const DIAL_MILLISECONDS = 2000

/** How TCP connections from this computer end, all tried side by side; nothing is sent. */
export function dialFromHere(
  targets: readonly Endpoint[],
  signal?: AbortSignal,
): Promise<readonly ('open' | 'refused' | 'filtered' | 'unreachable')[]> {
  return Promise.all(
    targets.map(async ({ address, port }) => {
      try {
        const socket = await openSocket(address, port, DIAL_MILLISECONDS, signal)
        socket.destroy()
        return 'open'
      } catch (error) {
        signal?.throwIfAborted()
        const code = (error as NodeJS.ErrnoException).code
        if (code === 'ECONNREFUSED') return 'refused'
        return code === 'ETIMEDOUT' ? 'filtered' : 'unreachable'
      }
    }),
  )
}
