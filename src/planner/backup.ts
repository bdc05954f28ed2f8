import { type Command, lines, sh } from '../lib/command.js'
import { instancePaths } from '../services/host-paths.js'
import { SERVICES } from '../services/index.js'
import type { Kept, Service } from '../services/service.js'
import type { Release } from '../topology/release.js'
import type { Role } from '../topology/roles.js'
import type { Topology } from '../topology/topology.js'

/** What must survive on one host: absolute paths, and names of managed databases. */
export interface KeptOnHost {
  readonly identity: readonly string[]
  readonly data: readonly string[]
  readonly databases: readonly string[]
}

export function keptOnHost(topology: Topology, release: Release, host: string): KeptOnHost {
  const kept = topology.instances
    .filter((instance) => instance.host === host)
    .flatMap((instance): Kept[] => {
      const service = SERVICES[instance.role] as unknown as Service<Role>
      const { home } = instancePaths(topology, release, instance)
      return service
        .keep(instance)
        .map((one) => (one.kind === 'path' ? { ...one, path: `${home}/${one.path}` } : one))
    })
  const paths = (what: Kept['what']) =>
    kept.flatMap((one) => (one.kind === 'path' && one.what === what ? [one.path] : []))
  return {
    identity: paths('identity'),
    data: paths('data'),
    databases: kept.flatMap((one) => (one.kind === 'database' ? [one.name] : [])),
  }
}

/** File on the host that holds the backup until it has been fetched. */
export function backupPath(topology: Topology): string {
  return `${topology.installDirectory}/.backup.tar.gz`
}

/**
 * Packs identity and databases of one host into `backupPath`, readable by root only, and prints its SHA-256.
 * To be run while the services are stopped. Undefined when there is nothing to keep on that host.
 */
export function backupCommand(topology: Topology, kept: KeptOnHost): Command | undefined {
  if (kept.identity.length + kept.databases.length === 0) return undefined
  const target = backupPath(topology)
  return lines(
    sh`set -e; umask 077; work=$(mktemp -d ${`${topology.installDirectory}/.backup-XXXXXX`}); trap 'rm -rf "$work"' EXIT`,
    ...kept.databases.map(
      (name) =>
        sh`"$(command -v mariadb-dump || echo mysqldump)" -u root --single-transaction --routines --events --databases ${name} > "$work/"${`${name}.sql`}`,
    ),
    sh`existing=(); for path in ${kept.identity}; do [ ! -e "$path" ] || existing+=("$path"); done`,
    sh`tar -czf ${target} -P -C "$work" . "\${existing[@]}"`,
    sh`sha256sum ${target} | cut -c1-64`,
  )
}
