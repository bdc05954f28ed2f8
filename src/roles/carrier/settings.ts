import type { Instance, RoleOf } from '../../topology/topology.js'
import { servicePort } from '../../topology/values.js'
import { externalAddress } from '../external-address.js'
import type { Peer, PortSetting, Settings } from '../settings.js'

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

export const settings: Settings<CarrierInstance> = {
  count: 'one',
  about: 'The one carrier, known to the whole network',
  entry: { externalAddress },
  ports: [
    port('rpc', 10033, 'gRPC', 'tcp', CALLERS),
    port('rest', 10034, 'REST', 'tcp', CALLERS),
    { ...port('p2pUdp', 10035, 'p2p', 'udp', ['world']), title: 'p2p UDP', remark: 'open to the network' },
    { ...port('p2pTcp', 10036, 'p2p', 'tcp', ['world']), title: 'p2p TCP', remark: 'open to the network' },
    {
      ...port('pprof', 10032, 'pprof', 'tcp', ['itself']),
      binds: 'loopback',
      remark: 'on the host itself only',
    },
  ],
  build: (entry: { externalAddress: string }) => ({ externalAddress: entry.externalAddress }),
}

function port(
  key: keyof CarrierInstance['ports'],
  usual: number,
  purpose: string,
  protocol: 'tcp' | 'udp',
  from: readonly Peer[],
): PortSetting<CarrierInstance> {
  return { key, at: ['carrier', key], usual, value: servicePort, protocols: [protocol], purpose, from }
}
