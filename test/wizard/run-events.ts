import { EMPTY_LOG } from '../../src/events/log-tail.js'
import { emptyProgress, fold, type Progress } from '../../src/events/progress.js'
import type { RunEvent } from '../../src/events/run-event.js'
import type { RunView } from '../../src/wizard/run-handle.js'

/** The time of an event, in seconds after the beginning of a run. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 31, 12, 0, seconds)).toISOString()
}

/** Milliseconds since the epoch at that time. */
export function ms(seconds: number): number {
  return Date.parse(at(seconds))
}

const node = (id: string, phase: string, instance: string, kind: string, bytes = 0) => ({
  id,
  phase,
  host: id.slice(0, id.indexOf(' ')),
  instance,
  kind,
  bytes,
})

/** Two hosts: consul on `h1`, a data service on `h2`, whose archive is sent. */
const STARTED: RunEvent = {
  type: 'run-started',
  at: at(0),
  organisation: 'acme',
  command: 'apply',
  digest: 'd1',
  nodes: [
    node('h1 dir:/opt/metis', 'prepare', 'host', 'directory'),
    node('h1 file:/opt/metis/consul/config/consul.json', 'prepare', 'consul', 'write-file'),
    node('h1 unit:metis-consul.service', 'consul', 'consul', 'unit'),
    node('h2 artifact:/opt/metis/.artifacts/1/data.tar', 'distribute', 'data-8700', 'place-artifact', 1000),
    node('h2 unit:metis-data-8700.service', 'fighters', 'data-8700', 'unit'),
    node('h2 wait:data-8700', 'verify', 'data-8700', 'wait'),
  ],
}

export function progressAfter(...events: readonly RunEvent[]): Progress {
  return [STARTED, ...events].reduce(fold, emptyProgress())
}

export function viewOf(progress: Progress, given: Partial<RunView> = {}): RunView {
  return { progress, log: EMPTY_LOG, problems: [], state: 'running', ...given }
}
