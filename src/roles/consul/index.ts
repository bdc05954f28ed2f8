import { instancesOf } from '../../topology/topology.js'
import { hasFighters } from '../fighter/placing.js'
import { pairs } from '../placing.js'
import type { Room } from '../role.js'
import { consulOf } from './facts.js'
import { service } from './service.js'
import { CONSUL, type ConsulInstance, settings } from './settings.js'
import { why, words } from './words.js'

export const consul: Room<ConsulInstance> = {
  id: CONSUL,
  phase: 'consul',
  settings,
  service,
  words,
  picture: {
    tier: 'middle',
    registry: ({ ports }) => ports.http,
    shortPorts: ({ ports }) => `:${ports.http}`,
  },
  placing: {
    order: 5,
    // One does it; three or five stay where they were wished for and there are hosts for them.
    wanted: ({ hosts, present }) => {
      const wished = present('consul') >= 5 ? 5 : present('consul') >= 3 ? 3 : 1
      return wished <= hosts ? wished : hosts >= 3 ? 3 : 1
    },
    // Two servers on one host: never.
    company: (count) => 1000 * pairs(count('consul')) + (hasFighters(count) ? 3 * count('consul') : 0),
    because: ({ hosts, others }) => {
      if (hosts.length > 1) return why('majority', { count: hosts.length })
      return others.length > 0 ? why('light') : undefined
    },
  },
  handover: {
    proofs: ({ topology, facts }) => {
      const known = consulOf(facts)
      const all = instancesOf(topology, CONSUL).length
      if (known === undefined || known.leader === '') return [{ state: 'failed', ...why('proof.no-leader') }]
      const alive = known.peers.filter((peer) => peer.endsWith(' alive')).length
      const values = { leader: known.leader, alive, all }
      return [{ state: alive >= all ? 'ok' : 'failed', ...why('proof', values) }]
    },
  },
  rehearsed: () => import('./rehearsed.js'),
}
