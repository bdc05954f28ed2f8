import type { Questions } from '../facts/questions.js'
import { consoleCertificate } from '../roles/admin/nginx-site.js'
import { ADMIN } from '../roles/admin/settings.js'
import { CARRIER } from '../roles/carrier/settings.js'
import { CONSUL } from '../roles/consul/settings.js'
import { healthOf } from '../roles/health.js'
import { serviceOf } from '../roles/index.js'
import { ALL_PACKAGES } from '../roles/packages.js'
import type { ServiceInput } from '../roles/service.js'
import type { Release } from '../topology/release.js'
import { type Host, instancesOf, instancesOn, type Topology } from '../topology/topology.js'

/** What to ask a host: the fixed facts, its packages, and how its instances are. */
export function questionsFor(topology: Topology, release: Release, host: Host): Questions {
  const here = instancesOn(topology, host.name)
  const health = here.map((instance) => {
    const input: ServiceInput = { topology, release, host, instance, distribution: '', avx2: false }
    return [instance.name, healthOf(serviceOf(instance), input)] as const
  })
  const [consul] = instancesOf({ instances: here }, CONSUL)
  const [carrier] = instancesOf({ instances: here }, CARRIER)
  const [admin] = instancesOf({ instances: here }, ADMIN)
  return {
    installDirectory: topology.installDirectory,
    packages: ALL_PACKAGES,
    health: Object.fromEntries(health),
    ...(consul === undefined ? {} : { consul: { address: host.address, port: consul.ports.http } }),
    ...(carrier === undefined ? {} : { carrier: { address: host.address, port: carrier.ports.rest } }),
    ...(admin?.tls === undefined ? {} : { certificate: consoleCertificate(topology, release, admin) }),
  }
}
