import { serviceOf } from '../roles/index.js'
import { instanceId } from '../topology/topology.js'
import type { Kit } from './kit.js'

/** Instances on other hosts that have to be ready before those of this host start: `consul@h1`. */
export function neededElsewhere({ topology, host }: Pick<Kit, 'topology' | 'host'>): readonly string[] {
  const here = topology.instances.filter((instance) => instance.host === host.name)
  const roles = new Set(here.flatMap((instance) => serviceOf(instance).after))
  return topology.instances
    .filter((instance) => instance.host !== host.name && roles.has(instance.role))
    .map((instance) => instanceId(instance))
}
