import { instancesOn, type Role } from '../topology/topology.js'
import type { ServiceInput } from './service.js'

/** Units of these roles on the instance's own host: after a reboot they start first. */
export function localUnits(
  { topology, host }: Pick<ServiceInput, 'topology' | 'host'>,
  roles: readonly Role[],
): string[] {
  return instancesOn(topology, host.name)
    .filter(({ role }) => roles.includes(role))
    .map((instance) => `metis-${instance.name}.service`)
}
