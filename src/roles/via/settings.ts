import type { Instance, RoleOf } from '../../topology/topology.js'
import { servicePort } from '../../topology/values.js'
import { externalAddress } from '../role-port.js'
import type { Settings } from '../settings.js'

export const VIA: RoleOf<ViaInstance> = 'via'

export interface ViaInstance extends Instance {
  readonly externalAddress: string
  readonly ports: { readonly via: number }
}

export const settings: Settings<ViaInstance> = {
  count: 'at most one',
  about: 'The one gateway that tasks pass; needed by data and compute',
  entry: { externalAddress },
  ports: [
    {
      key: 'via',
      at: ['via'],
      usual: 10031,
      value: servicePort,
      protocols: ['tcp'],
      purpose: 'gRPC',
      from: ['world', 'data', 'compute', 'consul'],
      toldTo: ['data', 'compute'],
      remark: 'open to the network',
    },
  ],
  build: (entry: { externalAddress: string }) => ({ externalAddress: entry.externalAddress }),
}
