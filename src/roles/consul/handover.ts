import { instancesOf } from '../../topology/topology.js'
import type { Handover } from '../handover.js'
import { consulOf } from './facts.js'
import { CONSUL } from './settings.js'
import { why as text } from './words.js'

export const handover: Handover = {
  proofs: ({ topology, facts }) => {
    const known = consulOf(facts)
    const all = instancesOf(topology, CONSUL).length
    if (known === undefined || known.leader === '') return [{ state: 'failed', ...text('proof.no-leader') }]
    const alive = known.peers.filter((peer) => peer.endsWith(' alive')).length
    const values = { leader: known.leader, alive, all }
    return [{ state: alive >= all ? 'ok' : 'failed', ...text('proof', values) }]
  },
}
