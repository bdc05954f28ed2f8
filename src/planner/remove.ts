import type { Action } from '../actions/action.js'
import type { HostFacts } from '../facts/host-facts.js'
import { type Command, lines, sh } from '../lib/command.js'
import { DATABASE_USER, LOCAL_CLIENTS } from '../services/database-address.js'
import { ROLES } from '../topology/roles.js'
import type { Topology } from '../topology/topology.js'
import { keptOnHost } from './backup.js'
import { planOf } from './make-plan.js'
import { chain } from './phases/nodes.js'
import type { Plan, PlanInput, PlanNode } from './plan.js'

export interface RemovalOptions {
  /** Identity and data stay on the hosts. */
  readonly keepData: boolean
}

/** What a removal will take from one host, for the operator to read before typing the organisation's name. */
export interface HostRemoval {
  readonly host: string
  readonly units: readonly string[]
  readonly paths: readonly string[]
  /** Paths that stay. */
  readonly kept: readonly string[]
  readonly keptDatabases: readonly string[]
  readonly databases: readonly string[]
  readonly account?: string
}

/** Everything that the receipts on the hosts tell of, also what org.yaml no longer names. */
export function removalList(input: PlanInput, options: RemovalOptions): readonly HostRemoval[] {
  return input.topology.hosts.flatMap(({ name }) => {
    const facts = input.facts[name]
    return facts === undefined || !(hasAnything(facts) || (!options.keepData && hasData(facts)))
      ? []
      : [hostRemoval(input, name, facts, options)]
  })
}

/** Stops and removes it all, hosts side by side; program files, configs, units, account, and data only when told to. */
export function planRemoval(input: PlanInput, options: RemovalOptions): Plan {
  const nodes = removalList(input, options).flatMap((removal) => removeFromHost(input.topology, removal))
  return planOf(input.topology.organisation, nodes)
}

/** Prints a line for everything of the organisation that is still on a host; nothing when the removal is proven. */
export function leftoversCommand(
  topology: Topology,
  { kept, databases }: Pick<HostRemoval, 'kept' | 'databases'>,
): Command {
  const { installDirectory: root, serviceUser: user, organisation } = topology
  return lines(
    sh`kept=( ${kept} )`,
    sh`is_kept() { local k; for k in "\${kept[@]}"; do case "$1" in "$k"|"$k"/*) return 0;; esac; case "$k" in "$1"/*) return 0;; esac; done; return 1; }`,
    sh`[ -e ${root} ] && find ${root} -xdev -print0 | while IFS= read -r -d '' path; do is_kept "$path" || echo "file $path"; done`,
    sh`for path in /etc/systemd/system/metis-* /etc/nginx/sites-*/metis-admin /etc/mysql/*/99-metis.cnf ${`/etc/sysctl.d/60-metis-${organisation}.conf`}; do [ -e "$path" ] && echo "file $path"; done`,
    sh`systemctl list-units --all --plain --no-legend 'metis-*' | sed 's/^/unit /'`,
    sh`pgrep -u ${user} -a 2>/dev/null | sed 's/^/process /'`,
    ...databases.map((name) => databaseLeft(name)),
    kept.length === 0 ? sh`getent passwd ${user} | sed 's/^/account /'` : sh`:`,
    sh`true`,
  )
}

function hasAnything(facts: HostFacts): boolean {
  return facts.receipts.length > 0 || Object.keys(facts.units).some((unit) => unit.startsWith('metis-'))
}

/** What an earlier removal kept left no receipt. */
function hasData({ installDirectory = [], software }: HostFacts): boolean {
  return installDirectory.length > 0 || software.metisDatabase
}

/** Without a server there is nothing to drop: somebody has removed both already. */
function hasServer({ software }: HostFacts): boolean {
  return software.mysql !== undefined || software.metisDatabase
}

function hostRemoval(
  input: PlanInput,
  host: string,
  facts: HostFacts,
  { keepData }: RemovalOptions,
): HostRemoval {
  const { topology } = input
  const root = topology.installDirectory
  const kept = keptOnHost(topology, input.release, host)
  const forgotten = dataOfForgotten(topology, host, facts)
  const written = facts.receipts.flatMap(({ path }) => path ?? [])
  const outside = written.filter((path) => path !== root && !path.startsWith(`${root}/`))
  return {
    host,
    units: inStopOrder(Object.keys(facts.units).filter((unit) => unit.startsWith('metis-'))),
    paths: [...outside.filter((path) => !path.startsWith('/etc/systemd/system/')), root],
    kept: keepData ? [...kept.identity, ...kept.data, ...forgotten] : [],
    keptDatabases: keepData ? kept.databases : [],
    databases: keepData || !hasServer(facts) ? [] : kept.databases,
    ...(keepData ? {} : { account: topology.serviceUser }),
  }
}

/** All data of instances that were installed here and that org.yaml no longer names: nobody says what of it may go. */
function dataOfForgotten(topology: Topology, host: string, facts: HostFacts): string[] {
  const named = topology.instances.filter((instance) => instance.host === host).map(({ name }) => name)
  const installed = new Set(facts.receipts.map(({ instance }) => instance))
  return [...installed]
    .filter((name) => name !== 'host' && !named.includes(name))
    .map((name) => `${topology.installDirectory}/${name}/data`)
}

/** Fighters first, Consul last: a service that can't sign off in Consul takes long to stop. */
function inStopOrder(units: readonly string[]): string[] {
  const place = (unit: string) => ROLES.findIndex((role) => unit.startsWith(`metis-${role}`))
  return units.toSorted((a, b) => place(b) - place(a))
}

function removeFromHost(topology: Topology, removal: HostRemoval): readonly PlanNode[] {
  const { installDirectory: root } = topology
  const nodes = chain('verify', removal.host, 'host')
  const because = 'the organisation is removed from this host'
  const run = (name: string, command: Command) =>
    nodes.add({ kind: 'run', name, command, inputs: '' }, because)
  for (const unit of removal.units) nodes.add({ kind: 'unit', unit, state: 'removed', inputs: '' }, because)
  if (removal.databases.length > 0) nodes.add(dropDatabases(removal.databases), because)
  const outside = removal.paths.filter((path) => path !== root)
  if (outside.length > 0) {
    nodes.add({ kind: 'remove', paths: outside, receipts: [] }, because)
    run(
      'system-services',
      sh`for unit in nginx mariadb; do systemctl try-reload-or-restart "$unit" 2>/dev/null || true; done`,
    )
  }
  run('kernel-settings', sh`echo > /proc/sys/net/ipv4/ip_local_reserved_ports || true`)
  run('files', removeExcept(root, removal.kept))
  if (removal.account !== undefined) {
    run('service-user', sh`! getent passwd ${removal.account} >/dev/null || userdel ${removal.account}`)
  }
  return nodes.nodes.map(({ purpose, follows: _, forced: __, ...node }) => ({ ...node, because: purpose }))
}

/** Deletes a tree but for some paths in it; directories that lead to a kept path stay. */
function removeExcept(root: string, kept: readonly string[]): Command {
  if (kept.length === 0) return sh`rm -rf --one-file-system -- ${root}`
  const prune = kept.flatMap((path, i) => (i === 0 ? ['-path', path] : ['-o', '-path', path]))
  return sh`find ${root} -xdev \\( ${prune} \\) -prune -o ! -type d -print0 | xargs -0 -r rm -f --
find ${root} -xdev -depth -mindepth 1 -type d -empty ${kept.flatMap((path) => ['!', '-path', path, '!', '-path', `${path}/*`])} -delete`
}

/** The databases of the managed server, with the account that reads them. */
function dropDatabases(names: readonly string[]): Action {
  const statements = [
    ...names.map((name) => `DROP DATABASE IF EXISTS \`${name}\`;`),
    ...LOCAL_CLIENTS.map((client) => `DROP USER IF EXISTS '${DATABASE_USER}'@'${client}';`),
  ].join('\n')
  return { kind: 'sql', name: 'drop-database', statements: [statements], inputs: '' }
}

function databaseLeft(name: string): Command {
  const found = `SELECT CONCAT('database ', schema_name) FROM information_schema.schemata WHERE schema_name = '${name}'
UNION SELECT CONCAT('database account ', user, '@', host) FROM mysql.user WHERE user = '${DATABASE_USER}'`
  return sh`"$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch -e ${found}`
}
