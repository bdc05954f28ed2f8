import { type Instance, instancesOf, type Topology } from '../../topology/topology.js'
import { carrierOf, hasJoined } from '../carrier/handover.js'
import { COMPUTE } from '../compute/settings.js'
import { DATA } from '../data/settings.js'
import type { Handover } from '../handover.js'
import { why } from './words.js'

/** Which of the two says it is all the same. */
const text = why(DATA)

/** Of data and compute together. The carrier looks for them only once the organisation has joined, and then within seconds. */
export const handover: Handover = {
  proofs: (told, stateOf) => {
    const states = fighters(told.topology).map(stateOf)
    const all = states.length
    if (all === 0) return []
    const healthy = states.filter((state) => state === 'ok').length
    const isAsked = !states.includes('open')
    const registered = {
      state: healthy === all ? 'ok' : isAsked ? 'failed' : 'open',
      ...text('proof', { healthy, all }),
    } as const
    if (!hasJoined(told)) return [registered]
    const connected = carrierOf(told)?.fighters.filter((fighter) => fighter.connected).length ?? 0
    const state = connected >= all ? 'ok' : 'open'
    return [registered, { state, ...text('proof.connected', { connected, all }) }]
  },
  next: (told) => (fighters(told.topology).length > 0 && !hasJoined(told) ? [text('next')] : []),
}

function fighters(topology: Topology): Instance[] {
  return [DATA, COMPUTE].flatMap((role) => instancesOf(topology, role))
}
