import type { Role } from '../topology/roles.js'
import type { Instance } from '../topology/topology.js'
import { admin } from './admin.js'
import { carrier } from './carrier.js'
import { compute } from './compute.js'
import { consul } from './consul.js'
import { data } from './data.js'
import type { PortUse, Service } from './service.js'
import { via } from './via.js'

export const SERVICES: Readonly<{ [R in Role]: Service<R> }> = { consul, carrier, admin, via, data, compute }

/** The service of an instance: registered under the same role, which the compiler can't follow through a lookup. */
export function serviceOf(instance: Instance): Service<Role> {
  return SERVICES[instance.role] as unknown as Service<Role>
}

/** The ports of any instance. */
export function portsOf(instance: Instance): readonly PortUse[] {
  return serviceOf(instance).ports(instance)
}
