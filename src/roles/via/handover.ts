import { instancesOf } from '../../topology/topology.js'
import type { Handover } from '../handover.js'
import { VIA } from './settings.js'
import { why as text } from './words.js'

export const handover: Handover = {
  proofs: ({ topology }, stateOf) =>
    instancesOf(topology, VIA).map((via) => ({
      state: stateOf(via),
      ...text('proof', { address: `${via.externalAddress}:${via.ports.via}` }),
    })),
  card: ({ topology }) => ({
    partners: instancesOf(topology, VIA).map(({ externalAddress, ports }) => [
      text('card.address'),
      `${externalAddress}  ${ports.via}/tcp`,
    ]),
  }),
}
