import { hostOf, type Instance, instancesOf, type RoleOf, type Topology } from '../../topology/topology.js'
import { servicePort } from '../../topology/values.js'
import type { Peer, PortSetting, Settings } from '../settings.js'

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
export function consulAgent(topology: Topology): { host: ReturnType<typeof hostOf>; port: number } {
  const [first] = instancesOf(topology, CONSUL)
  if (first === undefined) throw new Error('no consul in the topology')
  return { host: hostOf(topology, first), port: first.ports.http }
}

export const settings: Settings<ConsulInstance> = {
  count: 'odd',
  about: '1, 3 or 5 hosts; everybody talks to the first',
  entry: {},
  ports: [
    port('server', 8200, 'server', ['tcp'], ['consul']),
    port('serfLan', 8300, 'serf LAN', ['tcp', 'udp'], ['consul']),
    port('serfWan', 8400, 'serf WAN', ['tcp', 'udp'], ['consul']),
    port('http', 8500, 'HTTP', ['tcp'], ['consul', 'carrier', 'admin', 'via', 'data', 'compute']),
    // Nobody of the organisation asks it over DNS.
    port('dns', 8600, 'DNS', ['tcp', 'udp'], ['itself']),
  ],
}

function port(
  key: keyof ConsulInstance['ports'],
  usual: number,
  purpose: string,
  protocols: PortSetting['protocols'],
  from: readonly Peer[],
): PortSetting<ConsulInstance> {
  return {
    key,
    at: ['consul', key],
    usual,
    value: servicePort,
    protocols,
    purpose,
    from,
    binds: 'host',
  }
}
