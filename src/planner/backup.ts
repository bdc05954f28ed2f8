import type { HostFacts } from '../facts/host-facts.js'
import { type Command, lines, sh } from '../lib/command.js'
import { serviceOf } from '../roles/index.js'
import type { Kept } from '../roles/service.js'
import { instancesOn, type Topology } from '../topology/topology.js'
import { ownedOnHost } from './owned.js'

/** What must survive on one host: absolute paths, and names of managed databases. */
export interface KeptOnHost {
  readonly identity: readonly string[]
  readonly data: readonly string[]
  readonly databases: readonly string[]
}

/** Also of instances that were installed there and that org.yaml no longer names. */
export function keptOnHost(topology: Topology, host: string, facts: HostFacts): KeptOnHost {
  const { instances, forgotten, receipts } = ownedOnHost(topology, host, facts)
  const homeOf = (name: string) => `${topology.installDirectory}/${name}`
  const inHome = (name: string) => (one: Kept) =>
    one.kind === 'path' ? { ...one, path: `${homeOf(name)}/${one.path}` } : one
  // A server that was there before is not ours to dump.
  const isServerOurs = (name: string) =>
    receipts.some(({ id, instance }) => id === 'unit:mariadb.service' && instance === name)
  const kept: readonly Kept[] = [
    ...instancesOn(topology, host)
      .filter(({ name }) => instances.includes(name))
      .flatMap((instance) => serviceOf(instance).keep(instance).map(inHome(instance.name))),
    ...forgotten.flatMap((instance) => [
      ...serviceOf(instance)
        .keep(instance)
        .filter((one) => (one.kind === 'path' ? one.what === 'identity' : isServerOurs(instance.name)))
        .map(inHome(instance.name)),
      // All of it: nobody says what may go.
      { kind: 'path', what: 'data', path: `${homeOf(instance.name)}/data` } as const,
    ]),
  ]
  const paths = (what: 'identity' | 'data') =>
    kept.flatMap((one) => (one.kind === 'path' && one.what === what ? [one.path] : []))
  const databases = kept.flatMap((one) => (one.kind === 'database' ? [one.name] : []))
  return { identity: paths('identity'), data: paths('data'), databases: [...new Set(databases)] }
}

/** Databases of some of the instances that org.yaml has on a host. */
export function databasesOf(topology: Topology, host: string, names: readonly string[]): string[] {
  const kept = instancesOn(topology, host)
    .filter(({ name }) => names.includes(name))
    .flatMap((instance) => serviceOf(instance).keep(instance))
  return kept.flatMap((one) => (one.kind === 'database' ? [one.name] : []))
}

/** File on the host that holds the backup until it has been fetched. */
export function backupPath(topology: Topology): string {
  return `${topology.installDirectory}/.backup.tar.gz`
}

/** What a backup that was cut off leaves in the install directory, for bash to expand. */
export const BACKUP_LEFTOVERS: Command = sh`.backup{.tar.gz,-??????}`

export interface BackupOptions {
  /** A database server that does not answer: may hold a database that is about to be dropped, or not. */
  readonly whenSilent: 'fail' | 'go on'
}

/**
 * Packs identity and databases of one host into `backupPath`, readable by root only, and prints its SHA-256.
 * To be run while the services are stopped. Undefined when there is nothing to keep on that host. The server
 * itself is asked which databases it holds: only one that it does not hold need not be dumped.
 */
export function backupCommand(
  topology: Topology,
  kept: KeptOnHost,
  { whenSilent }: BackupOptions,
): Command | undefined {
  if (kept.identity.length + kept.databases.length === 0) return undefined
  const { installDirectory: root } = topology
  const target = backupPath(topology)
  return lines(
    sh`set -e; umask 077; mkdir -p -- ${root}; work=$(mktemp -d ${root}/.backup-XXXXXX); trap 'rm -rf "$work"' EXIT`,
    ...kept.databases.map((name) => dumpDatabase(name, whenSilent)),
    sh`existing=(); for path in ${kept.identity}; do [ ! -e "$path" ] || existing+=("$path"); done`,
    sh`tar -czf ${target} -P -C "$work" . "\${existing[@]}"`,
    sh`sha256sum ${target} | cut -c1-64`,
  )
}

/**
 * The opposite, from the archive at `backupPath`: puts identity and databases of one host back where they were, owners and
 * modes as saved. What is there is moved aside, never written over; a database is loaded only where it has no table. To be
 * run while the services are stopped. Prints what came back, a line each.
 */
export function restoreCommand(topology: Topology, kept: KeptOnHost): Command {
  const { installDirectory: root } = topology
  return lines(
    sh`set -e; umask 077; work=$(mktemp -d ${root}/.backup-XXXXXX); trap 'rm -rf "$work"' EXIT`,
    // Names in it are absolute; unpacked below a directory of its own, none of them leads out of that.
    sh`tar -xzf ${backupPath(topology)} --no-overwrite-dir -C "$work" 2>/dev/null`,
    sh`for path in ${kept.identity}; do
  [ -e "$work$path" ] || continue
  [ ! -e "$path" ] || mv -T -- "$path" "$path.before-$(date -u +%Y%m%dT%H%M%SZ)"
  mkdir -p -m 0755 -- "\${path%/*}"
  mv -T -- "$work$path" "$path"
  echo "$path"
done`,
    ...kept.databases.map(loadDatabase),
  )
}

function loadDatabase(name: string): Command {
  const query = `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${name}'`
  return sh`if [ -s "$work/"${`${name}.sql`} ]; then
client=$(command -v mariadb || command -v mysql)
tables=$("$client" -u root --skip-column-names --batch -e ${query})
[ "$tables" = 0 ] || { echo ${`the database ${name} has tables: left as it is`}; exit 1; }
"$client" -u root < "$work/"${`${name}.sql`}
echo ${name}
fi`
}

function dumpDatabase(name: string, whenSilent: BackupOptions['whenSilent']): Command {
  const query = `SELECT schema_name FROM information_schema.schemata WHERE schema_name = '${name}'`
  return sh`if found=$("$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch -e ${query}); then
if [ -n "$found" ]; then
"$(command -v mariadb-dump || echo mysqldump)" -u root --single-transaction --routines --events --databases ${name} > "$work/"${`${name}.sql`}
fi
else
${whenSilent === 'fail' ? sh`echo 'the database server does not answer, so that its databases cannot be saved'; exit 1` : sh`:`}
fi`
}
