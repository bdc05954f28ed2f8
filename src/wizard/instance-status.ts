import type { HostFacts } from '../facts/host-facts.js'
import { outlivedBy } from '../planner/phases/start.js'
import { instancePaths } from '../topology/host-paths.js'
import type { Release } from '../topology/release.js'
import { type Instance, instanceId, isByHand, type Topology } from '../topology/topology.js'
import { type RestartDue, restartDue } from './restart-due.js'

/** How an instance is, as its service and systemd tell. */
export interface InstanceStatus {
  readonly instance: string
  readonly host: string
  readonly role: Instance['role']
  /**
   * `ready`: others can go on, but what it is for does not work. `outlived`: looks well, and has to be restarted.
   * `by-hand`: nothing connects to its host, so that it can't be asked; `says` is what its last receipt told.
   */
  readonly state:
    | 'healthy'
    | 'ready'
    | 'outlived'
    | 'unhealthy'
    | 'unregistered'
    | 'stopped'
    | 'absent'
    | 'unreachable'
    | 'by-hand'
  /** One line, as the service puts it; or what systemd says of a unit that does not run. */
  readonly says: string
  readonly restarts: number
  /** Since its last start, by the host's own clock; absent when it does not run. */
  readonly runningSeconds?: number
  /** Of one that is `outlived`: what was started after it, so that what it had learned from there has ended. */
  readonly outlivedBy?: string
  /** Of one that runs with files which updates have replaced. */
  readonly restartDue?: RestartDue
}

/** One row of the status table, with what the other hosts tell. `now` is the time on this machine, milliseconds. */
export function instanceStatus(
  { topology, release, facts }: StatusSource,
  instance: Instance,
  now: number,
): InstanceStatus {
  const { name, host, role } = instance
  const own = Object.hasOwn(facts, host) ? facts[host] : undefined
  if (isByHand(topology, host)) {
    const says = own?.health[name]?.says ?? ''
    return { instance: name, host, role, state: 'by-hand', says, restarts: 0 }
  }
  const status = statusIn(topology, release, instance, own, now)
  const later = outlivedBy({ topology, facts }, instance)
  if (status.state !== 'healthy' || later === undefined) return status
  return { ...status, state: 'outlived', outlivedBy: instanceId(later) }
}

export interface StatusSource {
  readonly topology: Topology
  readonly release: Release
  readonly facts: Readonly<Record<string, HostFacts>>
}

/** Whether somebody has to look after it, as far as can be told from here. */
export function isTroubled({ state }: Pick<InstanceStatus, 'state'>): boolean {
  return state !== 'healthy' && state !== 'by-hand'
}

/** How an instance was when these facts were asked. */
export function statusIn(
  topology: Topology,
  release: Release,
  instance: Instance,
  facts: HostFacts | undefined,
  now: number,
): InstanceStatus {
  const unit = facts?.units[instancePaths({ topology, release, instance }).unit]
  const health = facts?.health[instance.name]
  const { name, host, role } = instance
  const status = { instance: name, host, role, says: '', restarts: unit?.restarts ?? 0 }
  if (facts === undefined) return { ...status, state: 'unreachable' }
  if (unit === undefined) return { ...status, state: 'absent' }
  if (unit.active !== 'active') {
    const state = unit.active === 'inactive' ? 'stopped' : 'unhealthy'
    return { ...status, state, says: `${unit.active} (${unit.sub})` }
  }
  const hostSeconds = (now + facts.clock.offsetMs) / 1000
  const due = restartDue(facts, name)
  return {
    ...status,
    ...(due === undefined ? {} : { restartDue: due }),
    // A unit that runs and gives no answer about itself is not healthy.
    state: health === undefined || health.state === 'absent' ? 'unhealthy' : health.state,
    says: health?.says ?? '',
    ...(unit.since > 0 ? { runningSeconds: Math.max(0, Math.floor(hostSeconds - unit.since)) } : {}),
  }
}
