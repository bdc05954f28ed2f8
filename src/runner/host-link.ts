import { setTimeout as delay } from 'node:timers/promises'
import type { Code } from '../errors/codes/index.js'
import { InstallerError } from '../errors/problem.js'
import type { Host } from '../topology/topology.js'
import type { Transport } from '../transports/transport.js'

/** The kept connection to one host: made on first use, made again after it was lost. */
export interface HostLink {
  readonly host: Host
  readonly transport: (signal?: AbortSignal) => Promise<Transport>
  /**
   * Lets go of a connection that has failed, so that the next use makes a new one; one that somebody else has made
   * meanwhile stays. Without it: whichever there is.
   */
  readonly drop: (failed?: Transport) => Promise<void>
  /** Waits before the next try. */
  readonly pause: Pause
}

export type Pause = (seconds: number, signal?: AbortSignal) => Promise<void>

export const byTheClock: Pause = (seconds, signal) =>
  delay(seconds * 1000, undefined, signal === undefined ? {} : { signal })

export function hostLink(
  host: Host,
  connect: (host: Host, options?: { signal?: AbortSignal }) => Promise<Transport>,
  pause: Pause = byTheClock,
): HostLink {
  let current: Promise<Transport> | undefined
  let made: Transport | undefined
  return {
    host,
    pause,
    transport: (signal) => {
      current ??= connect(host, signal === undefined ? {} : { signal }).then(
        (transport) => {
          made = transport
          return transport
        },
        (error: unknown) => {
          current = undefined
          throw error
        },
      )
      return current
    },
    drop: async (failed) => {
      // Two lanes share a connection and lose it together: the second must not close what the first has made again.
      const lost = failed === undefined || failed === made ? current : Promise.resolve(failed)
      if (lost === current) {
        current = undefined
        made = undefined
      }
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
  signal: AbortSignal | undefined,
  work: (transport: Transport) => Promise<T>,
  onLost: (error: InstallerError) => void,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    let transport: Transport | undefined
    try {
      transport = await link.transport(signal)
      return await work(transport)
    } catch (error) {
      const pause = PAUSES_SECONDS[tries]
      if (signal?.aborted || !isLost(error) || pause === undefined) throw error
      onLost(error)
      if (transport !== undefined) await link.drop(transport)
      await link.pause(pause, signal)
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
