import { hostOf, type Instance, instancesOf, type RoleOf, type Topology } from '../../topology/topology.js'
import { rolePort } from '../role-port.js'
import type { PortSetting, Settings } from '../settings.js'

export const CONSUL: RoleOf<ConsulInstance> = 'consul'

export interface ConsulInstance extends Instance {
  readonly ports: {
    readonly server: number
    readonly serfLan: number
    readonly serfWan: number
    readonly http: number
    readonly dns: number
  }
}

/** The one agent that carrier, admin, via and fighters talk to: the first server of the file. */
export function consulAgent(topology: Topology): { address: string; port: number } {
  const [first] = instancesOf(topology, CONSUL)
  if (first === undefined) throw new Error('no consul in the topology')
  return { address: hostOf(topology, first).address, port: first.ports.http }
}

export const settings: Settings<ConsulInstance> = {
  count: 'odd',
  about: '1, 3 or 5 hosts; everybody talks to the first',
  entry: {},
  ports: [
    rolePort(CONSUL, 'server', 8200, 'server', ['tcp'], ['consul']),
    rolePort(CONSUL, 'serfLan', 8300, 'serf LAN', ['tcp', 'udp'], ['consul']),
    rolePort(CONSUL, 'http', 8500, 'HTTP', ['tcp'], ['consul', 'carrier', 'admin', 'via', 'data', 'compute']),
    closed('serfWan', 8400, 'serf WAN'),
    closed('dns', 8600, 'DNS'),
  ].map((port) => ({ ...port, binds: 'host' })),
}

/** There is one data center, and nobody asks over DNS; a file of former versions may name these still. */
function closed(key: 'serfWan' | 'dns', usual: number, purpose: string): PortSetting<ConsulInstance> {
  return {
    ...rolePort(CONSUL, key, usual, purpose, ['tcp', 'udp'], []),
    remark: 'closed: nothing listens there',
    use: () => 'unused',
  }
}
