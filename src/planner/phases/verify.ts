import { groupBy } from '../../lib/group-by.js'
import { healthOf } from '../../roles/health.js'
import { unitOf } from '../../topology/host-paths.js'
import { isByHand, type Topology } from '../../topology/topology.js'
import type { Reason } from '../plan.js'
import { chain, type Phase } from './nodes.js'
import { placedServices } from './placed-services.js'
import { AGAIN, againNode, readyNode } from './start.js'

const ASKED: Reason = { word: 'reason.asked-again' }

/** Id of the node after which every instance has been seen to work: the first is asked again when all of them are ready. */
export function allVerified({ instances }: Topology): string[] {
  return instances.slice(0, 1).map(againNode)
}

/**
 * After any change, every instance is asked once more, now that all of them run together. The first of them, Consul,
 * waits for all, and the others for its answer: were each to wait for all, a thousand hosts had a million edges. One
 * that is set up by hand is asked when that is done.
 */
export const verify: Phase = (input) => {
  const { topology } = input
  const sideOf = (host: string) => (isByHand(topology, host) ? host : '')
  const sides = groupBy(topology.instances, ({ host }) => sideOf(host))
  const first = new Map<string, string>()
  return placedServices(input).flatMap(({ service, input: asked }) => {
    const { host, instance } = asked
    const side = sideOf(host.name)
    const known = first.get(side)
    const after = known === undefined ? (sides.get(side) ?? []).map(readyNode) : [known]
    const nodes = chain('verify', host.name, instance.name, after)
    const id = nodes.add(
      {
        kind: 'wait',
        health: healthOf(service, asked),
        unit: unitOf(instance.name),
        timeoutSeconds: service.readyTimeoutSeconds,
      },
      ASKED,
      { follows: [{ ids: '*', because: ASKED }], suffix: AGAIN },
    )
    if (known === undefined) first.set(side, id)
    for (const name of input.unproven?.secrets ?? []) {
      for (const { action, because } of service.proves?.(asked, name) ?? [])
        nodes.add(action, because, { forced: because })
    }
    return nodes.nodes
  })
}
