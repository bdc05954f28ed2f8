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

/** The ports of any instance. */
export function portsOf(instance: Instance): readonly PortUse[] {
  switch (instance.role) {
    case 'consul':
      return SERVICES.consul.ports(instance)
    case 'carrier':
      return SERVICES.carrier.ports(instance)
    case 'admin':
      return SERVICES.admin.ports(instance)
    case 'via':
      return SERVICES.via.ports(instance)
    case 'data':
      return SERVICES.data.ports({ ...instance, role: 'data' })
    case 'compute':
      return SERVICES.compute.ports({ ...instance, role: 'compute' })
  }
}
