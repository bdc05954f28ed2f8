import type { Say } from '../i18n/say.js'
import { instanceId } from '../topology/topology.js'
import type { InstanceStatus } from './instance-status.js'

export type StatusMark = 'done' | 'failed' | 'warning' | 'unknown'

/** How everything is, on the picture: by instance (`consul@h1`) and by name of host. */
export interface StatusMap {
  readonly marks: Readonly<Record<string, StatusMark>>
  readonly notes: Readonly<Record<string, string>>
}

export const STATE_MARKS = {
  healthy: 'done',
  ready: 'failed',
  outlived: 'failed',
  unhealthy: 'failed',
  unregistered: 'failed',
  stopped: 'warning',
  absent: 'warning',
  unreachable: 'unknown',
  'by-hand': 'warning',
} as const satisfies Record<InstanceStatus['state'], StatusMark>

const WORST_FIRST: readonly StatusMark[] = ['failed', 'unknown', 'warning', 'done']

/** A host is as its worst instance; beside an instance stands its state where that is not healthy. */
export function statusMap(statuses: readonly InstanceStatus[], say: Say): StatusMap {
  const marks: Record<string, StatusMark> = Object.create(null)
  const notes: Record<string, string> = Object.create(null)
  for (const { instance, host, state } of statuses) {
    const id = instanceId({ name: instance, host })
    const mark = STATE_MARKS[state]
    marks[id] = mark
    if (state !== 'healthy') notes[id] = say(`status.${state}`)
    const before = marks[host]
    if (before === undefined || WORST_FIRST.indexOf(mark) < WORST_FIRST.indexOf(before)) marks[host] = mark
  }
  return { marks, notes }
}
