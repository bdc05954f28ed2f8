import { setTimeout as delay } from 'node:timers/promises'
import type { Code } from '../errors/codes/index.js'
import { InstallerError } from '../errors/problem.js'
import type { Host } from '../topology/topology.js'
import type { Transport } from '../transports/transport.js'

/** The kept connection to one host: made on first use, made again after it was lost. */
export interface HostLink {
  readonly host: Host
  readonly transport: (signal?: AbortSignal) => Promise<Transport>
  /** Forgets a connection that has failed, so that the next use makes a new one. */
  readonly drop: () => Promise<void>
}

export function hostLink(
  host: Host,
  connect: (host: Host, options?: { signal?: AbortSignal }) => Promise<Transport>,
): HostLink {
  let current: Promise<Transport> | undefined
  return {
    host,
    transport: (signal) => {
      current ??= connect(host, signal === undefined ? {} : { signal }).catch((error: unknown) => {
        current = undefined
        throw error
      })
      return current
    },
    drop: async () => {
      const lost = current
      current = undefined
      await lost?.then((transport) => transport.close()).catch(() => {})
    },
  }
}

const PAUSES_SECONDS = [1, 3, 6] as const

/**
 * Repeats work whose connection was lost on the way; anything else is thrown at once. Actions are idempotent,
 * so that work which may or may not have happened can be done again.
 */
export async function againWhenLost<T>(
  link: HostLink,
  signal: AbortSignal,
  work: (transport: Transport) => Promise<T>,
  onLost: (error: InstallerError) => void,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work(await link.transport(signal))
    } catch (error) {
      const pause = PAUSES_SECONDS[tries]
      if (signal.aborted || !isLost(error) || pause === undefined) throw error
      onLost(error)
      await link.drop()
      await delay(pause * 1000, undefined, { signal })
    }
  }
}

/** A host that is away, or was for a moment; refused passwords and changed keys are not. */
const TRANSIENT: readonly Code[] = [
  'connection.lost',
  'connection.dropped',
  'connection.timed-out',
  'connection.refused',
  'connection.no-route',
]

function isLost(error: unknown): error is InstallerError {
  return error instanceof InstallerError && error.problems.every(({ code }) => TRANSIENT.includes(code))
}
