import { type Problem, problem } from '../../errors/problem.js'
import type { BackupFacts } from '../../facts/backups.js'
import type { Upkeep } from '../../roles/check.js'
import { type BackupPlace, backsUp, backupPeriod, backupPlace } from '../../roles/host-backups.js'
import type { Topology } from '../../topology/topology.js'

/** Packing takes its time, and a host that was off catches up. */
const GRACE = 1.5

/** Backups of a timer that are overdue, were not made, or are no longer what they were. */
export const backups: Upkeep = ({ topology, facts, nowMs }) => {
  const { backup } = topology
  if (backup === undefined) return []
  return topology.hosts.flatMap(({ name: host }) => {
    const here = facts[host]
    const place = backupPlace(topology, host)
    if (here?.backups === undefined || place === undefined || !backsUp(topology, host)) return []
    const now = (nowMs + here.clock.offsetMs) / 1000
    // Who keeps them says which it has, unless it does not answer.
    const kept = facts[place.host] && (facts[place.host]?.backups?.files ?? [])
    return judged({ host, backup, unit: unitOf(topology), seen: here.backups, place, kept, now })
  })
}

interface Judged {
  readonly host: string
  readonly backup: NonNullable<Topology['backup']>
  readonly unit: string
  readonly seen: BackupFacts
  readonly place: BackupPlace
  readonly kept: BackupFacts['files'] | undefined
  readonly now: number
}

function judged({ host, backup, unit, seen, place, kept, now }: Judged): Problem[] {
  const { armedAt, madeAt, failed } = seen
  const where = { host }
  const newest = kept?.find((one) => one.host === host)
  const state = newest?.state ?? (kept !== undefined && madeAt !== undefined ? 'gone' : 'whole')
  if (state !== 'whole') {
    const at = place.host === host ? place.folder : `${place.host}:${place.folder}`
    const details = { host, unit, path: newest === undefined ? at : `${at}/${newest.name}` }
    return [problem(state === 'gone' ? 'upkeep.backup-gone' : 'upkeep.backup-damaged', details, where)]
  }
  if (failed !== undefined) return [problem('upkeep.backup-failed', { host, unit, says: failed.says }, where)]
  const last = madeAt ?? armedAt
  if (last === undefined) return []
  const hours = Math.floor((now - last) / 3600)
  if (now - last <= backupPeriod(backup) * GRACE) return []
  return [problem('upkeep.backup-overdue', { host, unit, hours }, where)]
}

function unitOf({ organisation }: Topology): string {
  return `create-metis-node-backup-${organisation}`
}
