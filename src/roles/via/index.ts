import { instancesOf } from '../../topology/topology.js'
import { wantedFighters } from '../fighter/placing.js'
import type { Room } from '../role.js'
import { service } from './service.js'
import { settings, VIA, type ViaInstance } from './settings.js'
import { why, words } from './words.js'

export const via: Room<ViaInstance> = {
  id: VIA,
  phase: 'via',
  settings,
  service,
  words,
  picture: { tier: 'upper', place: 1, dialledFor: { what: 'tasks' } },
  placing: {
    order: 4,
    wanted: (input) => {
      const { data, compute } = wantedFighters(input)
      return data + compute > 0 || (input.want === undefined && input.present('via') > 0) ? 1 : 0
    },
    company: (count) => {
      const others = 2.5 * count('admin') + 1.5 * count('consul') + 0.5 * count('carrier')
      return count('via') === 0 ? 0 : Math.min(3, others + 1.5 * count('data') + count('compute'))
    },
    outOfReach: 8,
    because: ({ address, others }) => {
      if (address !== undefined) return why('public', { address })
      return others.length > 0 ? why('gateway') : undefined
    },
  },
  handover: {
    proofs: ({ topology }, stateOf) =>
      instancesOf(topology, VIA).map((via) => ({
        state: stateOf(via),
        ...why('proof', { address: `${via.externalAddress}:${via.ports.via}` }),
      })),
    card: ({ topology }) => ({
      partners: instancesOf(topology, VIA).map(({ externalAddress, ports }) => [
        why('card.address'),
        `${externalAddress}  ${ports.via}/tcp`,
      ]),
    }),
  },
  rehearsed: () => import('./rehearsed.js'),
}
