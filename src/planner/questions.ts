import type { Questions } from '../facts/questions.js'
import { healthOf } from '../roles/health.js'
import { backupPlace, backupState, receiverOf } from '../roles/host-backups.js'
import { serviceOf } from '../roles/index.js'
import { ALL_PACKAGES, hostPackages, NEEDRESTART, SYSTEMS } from '../roles/packages.js'
import type { ServiceInput } from '../roles/service.js'
import type { Release } from '../topology/release.js'
import { type Host, instancesOn, type Topology } from '../topology/topology.js'
import { BACKUP_DOOR } from './backup/door.js'
import { ASKED, askedOfFirewall } from './phases/firewall.js'

/** What to ask a host: the fixed facts, its packages, how its instances are, and what else their roles ask. */
export function questionsFor(topology: Topology, release: Release, host: Host): Questions {
  const here = instancesOn(topology, host.name).map(
    (instance): ServiceInput => ({ topology, release, host, instance, distribution: '', avx2: false }),
  )
  return {
    installDirectory: topology.installDirectory,
    packages: [...ALL_PACKAGES, NEEDRESTART],
    packagesBySystem: packagesBySystem(topology, here),
    health: Object.fromEntries(
      here.map((input) => [input.instance.name, healthOf(serviceOf(input.instance), input)]),
    ),
    asked: {
      ...(topology.firewall === 'managed' ? { [ASKED]: askedOfFirewall(topology) } : {}),
      ...(receiverOf(topology)?.name === host.name ? { [BACKUP_DOOR]: { sshd: true } as const } : {}),
      ...Object.fromEntries(
        here.flatMap((input) => Object.entries(serviceOf(input.instance).asked?.(input) ?? {})),
      ),
    },
    ...(topology.backup === undefined ? {} : { backups: askedOfBackups(topology, host.name) }),
  }
}

function askedOfBackups(topology: Topology, host: string): NonNullable<Questions['backups']> {
  const place = backupPlace(topology, host)
  const isHere = place !== undefined && place.host === host
  return { state: backupState(topology.organisation), ...(isHere ? { place } : {}) }
}

function packagesBySystem(topology: Topology, here: readonly ServiceInput[]) {
  const namesOn = (distribution: string) => [
    ...new Set([
      ...hostPackages(topology),
      ...here.flatMap((input) => serviceOf(input.instance).packages({ ...input, distribution })),
    ]),
  ]
  const all = here.length === 0 ? [] : SYSTEMS.map((system) => [system, namesOn(system)] as const)
  return Object.fromEntries(all.filter(([, names]) => names.length > 0))
}
