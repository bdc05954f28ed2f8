import { isByHand } from '../topology/by-hand.js'
import type { Topology } from '../topology/topology.js'
import type { Plan } from './plan.js'

/** What a run can carry out of a plan: nothing on hosts that are set up by hand, nor what waits for their kits. */
export function partForRun(plan: Plan, topology: Pick<Topology, 'hosts'>): Plan {
  if (!topology.hosts.some(({ byHand }) => byHand === true)) return plan
  return {
    ...plan,
    nodes: plan.nodes.filter(({ host, heldBy }) => heldBy === undefined && !isByHand(topology, host)),
  }
}
