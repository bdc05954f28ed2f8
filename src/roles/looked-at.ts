import type { HostFacts } from '../facts/host-facts.js'
import { type Host, type Instance, instancesOn } from '../topology/topology.js'
import type { CheckInput } from './check.js'

/** A host that bears roles and has answered, with what will run there. */
export interface LookedAt {
  readonly host: Host
  readonly facts: HostFacts
  readonly instances: readonly Instance[]
}

/** In the topology's order. */
export function lookedAt({ topology, facts }: CheckInput): LookedAt[] {
  return topology.hosts.flatMap((host) => {
    const known = facts[host.name]
    const instances = instancesOn(topology, host.name)
    return known === undefined || instances.length === 0 ? [] : [{ host, facts: known, instances }]
  })
}

/** This organisation has put something of that instance on the host before. */
export function wasHere(facts: HostFacts, organisation: string, instance: string): boolean {
  return facts.receipts.some(
    (receipt) => receipt.organisation === organisation && receipt.instance === instance,
  )
}
