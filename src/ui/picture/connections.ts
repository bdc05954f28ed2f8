import { isRegistry, registryOf } from '../../roles/index.js'
import type { PortUse } from '../../roles/ports.js'
import { portsOf } from '../../roles/ports.js'
import type { Instance, Topology } from '../../topology/topology.js'

/** What reaches an instance, and what it reaches: as the services tell it. */
export interface Connections {
  readonly incoming: readonly IncomingConnection[]
  readonly outgoing: readonly Outgoing[]
}

export interface IncomingConnection {
  readonly purpose: string
  readonly ports: readonly PortUse[]
  /** Instances of the topology that use it. */
  readonly instances: readonly Instance[]
  readonly others: readonly Outsider[]
}

const OUTSIDERS = ['world', 'browsers', 'moirea', 'itself'] as const
type Outsider = (typeof OUTSIDERS)[number]

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
      others: OUTSIDERS.filter((peer) => from.includes(peer)),
    }
  })
  return { incoming, outgoing: outgoingOf(topology, instance, others) }
}

/** One agent serves all: only servers of Consul talk to the others. */
function outgoingOf(topology: Topology, instance: Instance, others: readonly Instance[]): Outgoing[] {
  const agent = registryOf(topology)?.instance
  const merged = new Map<string, { purpose: string; ports: readonly PortUse[]; instances: Instance[] }>()
  for (const target of others) {
    if (isRegistry(target.role) && !isRegistry(instance.role) && target !== agent) continue
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
