import type { Role } from '../topology/roles.js'
import { instancesOn } from '../topology/topology.js'
import type { ServiceInput } from './role.js'

/** Units of these roles on the instance's own host: after a reboot they start first. */
export function localUnits(
  { topology, host }: Pick<ServiceInput<Role>, 'topology' | 'host'>,
  roles: readonly Role[],
): string[] {
  return instancesOn(topology, host.name)
    .filter(({ role }) => roles.includes(role))
    .map((instance) => `metis-${instance.name}.service`)
}
