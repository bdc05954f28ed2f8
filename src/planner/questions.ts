import type { Questions } from '../facts/questions.js'
import { consoleCertificate } from '../roles/admin/nginx-site.js'
import { serviceOf } from '../roles/index.js'
import { ALL_PACKAGES } from '../roles/packages.js'
import type { ServiceInput } from '../roles/role.js'
import type { Release } from '../topology/release.js'
import type { Role } from '../topology/roles.js'
import { type Host, instancesOn, type Topology } from '../topology/topology.js'

/** What to ask a host: the fixed facts, its packages, and how its instances are. */
export function questionsFor(topology: Topology, release: Release, host: Host): Questions {
  const here = instancesOn(topology, host.name)
  const health = here.map((instance) => {
    const input: ServiceInput<Role> = { topology, release, host, instance, distribution: '', avx2: false }
    return [instance.name, serviceOf(instance).health(input)] as const
  })
  const consul = here.find((instance) => instance.role === 'consul')
  const carrier = here.find((instance) => instance.role === 'carrier')
  const admin = here.find((instance) => instance.role === 'admin')
  return {
    installDirectory: topology.installDirectory,
    packages: ALL_PACKAGES,
    health: Object.fromEntries(health),
    ...(consul === undefined ? {} : { consul: { address: host.address, port: consul.ports.http } }),
    ...(carrier === undefined ? {} : { carrier: { address: host.address, port: carrier.ports.rest } }),
    ...(admin?.tls === undefined ? {} : { certificate: consoleCertificate(topology, release, admin) }),
  }
}
