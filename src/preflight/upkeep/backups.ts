import { type Problem, problem } from '../../errors/problem.js'
import type { BackupFacts } from '../../facts/backups.js'
import type { Upkeep } from '../../roles/check.js'
import { backsUp, backupPeriod } from '../../roles/host-backups.js'
import type { Topology } from '../../topology/topology.js'

/** Packing takes its time, and a host that was off catches up. */
const GRACE = 1.5

/** Backups of a timer that are overdue, were not made, or are no longer what they were. */
export const backups: Upkeep = ({ topology, facts, nowMs }) => {
  const { backup } = topology
  if (backup === undefined) return []
  return topology.hosts.flatMap(({ name: host }) => {
    const here = facts[host]
    if (here?.backups === undefined || !backsUp(topology, host)) return []
    const now = (nowMs + here.clock.offsetMs) / 1000
    return judged({ host, backup, unit: unitOf(topology), seen: here.backups, now })
  })
}

interface Judged {
  readonly host: string
  readonly backup: NonNullable<Topology['backup']>
  readonly unit: string
  readonly seen: BackupFacts
  readonly now: number
}

function judged({ host, backup, unit, seen, now }: Judged): Problem[] {
  const { armedAt, madeAt, failed, files } = seen
  const where = { host }
  const newest = files.find((one) => one.host === host)
  if (newest !== undefined && newest.state !== 'whole') {
    const details = { host, unit, path: `${backup.folder}/${newest.name}` }
    return [problem(newest.state === 'gone' ? 'upkeep.backup-gone' : 'upkeep.backup-damaged', details, where)]
  }
  if (failed !== undefined) return [problem('upkeep.backup-failed', { host, unit, says: failed.says }, where)]
  const last = madeAt ?? armedAt
  const hours = Math.floor((now - last) / 3600)
  if (now - last <= backupPeriod(backup) * GRACE) return []
  return [problem('upkeep.backup-overdue', { host, unit, hours }, where)]
}

function unitOf({ organisation }: Topology): string {
  return `create-metis-node-backup-${organisation}`
}
