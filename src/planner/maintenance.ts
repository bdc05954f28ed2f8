import type { HostFacts } from '../facts/host-facts.js'
import { serviceOf } from '../roles/index.js'
import { unitOf } from '../topology/host-paths.js'
import { type Instance, instancesOf, instancesOn, type Role, type Topology } from '../topology/topology.js'

/** What it means that a host is away for a while, as far as the others are concerned. */
export interface Maintenance {
  readonly host: string
  /** Those that run there and are stopped for it. */
  readonly running: readonly Instance[]
  /** Of these, whose tasks end with them. */
  readonly endsTasks: readonly Instance[]
  /** Of roles that keep a quorum: who is left of them elsewhere. */
  readonly quorums: readonly Quorum[]
}

interface Quorum {
  readonly role: Role
  readonly all: number
  /** Up and ready on other hosts. */
  readonly left: number
  readonly needed: number
}

interface Known {
  readonly topology: Topology
  readonly facts: Readonly<Record<string, HostFacts>>
}

export function maintenanceOf(known: Known, host: string): Maintenance {
  const { topology } = known
  const here = instancesOn(topology, host)
  const running = here.filter((instance) => isUp(known, instance))
  const roles = [...new Set(here.map(({ role }) => role))].filter(
    (role) => serviceOf({ role }).restarts === 'one by one',
  )
  return {
    host,
    running,
    endsTasks: running.filter((instance) => serviceOf(instance).endsTasks === true),
    quorums: roles.map((role) => {
      const all = instancesOf(topology, role)
      const left = all.filter((one) => one.host !== host && isWell(known, one)).length
      return { role, all: all.length, left, needed: Math.floor(all.length / 2) + 1 }
    }),
  }
}

/** The only one of its role has no quorum to lose: it is away, and that is said. */
export function lostQuorum({ quorums }: Maintenance): Quorum | undefined {
  return quorums.find(({ all, left, needed }) => all > 1 && left < needed)
}

function isUp({ facts }: Known, { host, name }: Instance): boolean {
  const active = facts[host]?.units[unitOf(name)]?.active
  return active === 'active' || active === 'activating'
}

function isWell(known: Known, instance: Instance): boolean {
  const state = known.facts[instance.host]?.health[instance.name]?.state
  return isUp(known, instance) && (state === 'healthy' || state === 'ready')
}
