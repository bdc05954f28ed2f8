import type { Instance, RoleOf } from '../../topology/topology.js'
import { externalAddress, rolePort } from '../role-port.js'
import type { Peer, Settings } from '../settings.js'

export const CARRIER: RoleOf<CarrierInstance> = 'carrier'

export interface CarrierInstance extends Instance {
  readonly externalAddress: string
  readonly ports: {
    readonly rpc: number
    readonly rest: number
    readonly p2pUdp: number
    readonly p2pTcp: number
    readonly pprof: number
  }
}

const CALLERS: readonly Peer[] = ['via', 'consul', 'admin', 'data', 'compute', 'moirea']
const remark = 'open to the network'

export const settings: Settings<CarrierInstance> = {
  count: 'one',
  about: 'The one carrier, known to the whole network',
  entry: { externalAddress },
  ports: [
    rolePort(CARRIER, 'rpc', 10033, 'gRPC', ['tcp'], CALLERS),
    rolePort(CARRIER, 'rest', 10034, 'REST', ['tcp'], CALLERS),
    { ...rolePort(CARRIER, 'p2pUdp', 10035, 'p2p', ['udp'], ['world']), title: 'p2p UDP', remark },
    { ...rolePort(CARRIER, 'p2pTcp', 10036, 'p2p', ['tcp'], ['world']), title: 'p2p TCP', remark },
    {
      ...rolePort(CARRIER, 'pprof', 10032, 'pprof', ['tcp'], ['itself']),
      binds: 'loopback',
      remark: 'on the host itself only',
    },
  ],
  build: (entry: { externalAddress: string }) => ({ externalAddress: entry.externalAddress }),
}
