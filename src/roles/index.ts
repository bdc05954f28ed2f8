import type { Role } from '../topology/roles.js'
import type { Instance } from '../topology/topology.js'
import { admin } from './admin/service.js'
import { carrier } from './carrier/service.js'
import { compute } from './compute/service.js'
import { consul } from './consul/service.js'
import { data } from './data/service.js'
import type { PortUse, Service } from './role.js'
import { via } from './via/service.js'

export const SERVICES: Readonly<{ [R in Role]: Service<R> }> = { consul, carrier, admin, via, data, compute }

/** The service of an instance: registered under the same role, which the compiler can't follow through a lookup. */
export function serviceOf(instance: Instance): Service<Role> {
  return SERVICES[instance.role] as unknown as Service<Role>
}

/** The ports of any instance. */
export function portsOf(instance: Instance): readonly PortUse[] {
  return serviceOf(instance).ports(instance)
}
