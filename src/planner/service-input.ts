import type { HostFacts } from '../facts/host-facts.js'
import type { ServiceInput } from '../roles/service.js'
import { hostOf, type Instance } from '../topology/topology.js'
import type { PlanInput } from './plan.js'

/** What a service needs to know of its instance and its host. */
export function inputOf(
  { topology, release }: Pick<PlanInput, 'topology' | 'release'>,
  instance: Instance,
  facts: HostFacts,
): ServiceInput {
  return {
    topology,
    release,
    host: hostOf(topology, instance),
    instance,
    distribution: `${facts.system.id}-${facts.system.version}`,
    avx2: facts.hardware.avx2,
    elsewhere: facts.accounts?.links[instance.name] ?? [],
    root: facts.accounts?.root,
  }
}
