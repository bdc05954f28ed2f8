import { portsOf } from '../../roles/index.js'
import type { Peer, PortUse } from '../../roles/role.js'
import type { Instance, Topology } from '../../topology/topology.js'

/** What reaches an instance, and what it reaches: as the services tell it. */
export interface Connections {
  readonly incoming: readonly Incoming[]
  readonly outgoing: readonly Outgoing[]
}

export interface Incoming {
  readonly purpose: string
  readonly ports: readonly PortUse[]
  /** Instances of the topology that use it. */
  readonly instances: readonly Instance[]
  readonly others: readonly Exclude<Peer, Instance['role']>[]
}

interface Outgoing {
  readonly purpose: string
  readonly ports: readonly PortUse[]
  readonly instances: readonly Instance[]
}

export function connectionsOf(topology: Topology, instance: Instance): Connections {
  const others = topology.instances.filter((one) => one !== instance)
  const incoming = byPurpose(portsOf(instance)).map(([purpose, ports]) => {
    const from = ports[0]?.from ?? []
    return {
      purpose,
      ports,
      instances: others.filter(({ role }) => from.includes(role)),
      others: from.filter(
        (peer) => peer === 'world' || peer === 'browsers' || peer === 'moirea' || peer === 'itself',
      ),
    }
  })
  return { incoming, outgoing: outgoingOf(topology, instance, others) }
}

/** One agent serves all: only servers of Consul talk to the others. */
function outgoingOf(topology: Topology, instance: Instance, others: readonly Instance[]): Outgoing[] {
  const agent = topology.instances.find(({ role }) => role === 'consul')
  const merged = new Map<string, { purpose: string; ports: readonly PortUse[]; instances: Instance[] }>()
  for (const target of others) {
    if (target.role === 'consul' && instance.role !== 'consul' && target !== agent) continue
    const uses = portsOf(target).filter(({ from }) => from.includes(instance.role))
    for (const [purpose, ports] of byPurpose(uses)) {
      const key = [target.role, purpose, ...ports.map(({ port, to }) => `${port}-${to}`)].join()
      const known = merged.get(key)
      if (known === undefined) merged.set(key, { purpose, ports, instances: [target] })
      else known.instances.push(target)
    }
  }
  return [...merged.values()]
}

function byPurpose(uses: readonly PortUse[]): [string, PortUse[]][] {
  const purposes = [...new Set(uses.map(({ purpose }) => purpose))]
  return purposes.map((purpose) => [purpose, uses.filter((use) => use.purpose === purpose)])
}
