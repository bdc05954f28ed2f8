import type { Role } from '../topology/roles.js'
import type { ServiceInput } from './service.js'

/** Units of these roles on the instance's own host: after a reboot they start first. */
export function localUnits(
  { topology, host }: Pick<ServiceInput<Role>, 'topology' | 'host'>,
  roles: readonly Role[],
): string[] {
  return topology.instances
    .filter((instance) => instance.host === host.name && roles.includes(instance.role))
    .map((instance) => `metis-${instance.name}.service`)
}
