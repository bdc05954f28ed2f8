import { randomUUID } from 'node:crypto'
import type { HoldFace } from '../actions/hold.js'
import type { RunLine } from '../actions/run-log.js'
import type { Transport } from '../transports/transport.js'
import type { RunOutcome } from './engine.js'

/** Has the hosts of a run write down that it begins and ends, with what goes there anyway. */
export interface RunLog {
  /** Ahead of what is about to be done there; again on every new connection, since the host keeps it only once. */
  readonly begin: (transport: Transport, host: string) => void
  /** On all hosts where it has begun, ahead of the next look. */
  readonly end: (outcome: RunOutcome['outcome']) => void
}

export function runLog(
  { user, machine, command }: HoldFace,
  of: Pick<RunLine, 'organisation' | 'plan' | 'generation'>,
  installDirectory: string,
): RunLog {
  const line = { run: randomUUID(), ...of, user, machine, command }
  const begun = { ...line, what: 'begun' as const, at: new Date().toISOString() }
  const reached = new Map<string, Transport>()
  return {
    begin: (transport, host) => {
      if (reached.get(host) === transport) return
      reached.set(host, transport)
      transport.logRun(begun)
    },
    end: (outcome) => {
      const at = new Date().toISOString()
      for (const transport of reached.values())
        transport.logRun({ ...line, what: outcome, at }, installDirectory)
    },
  }
}
