import type { Action } from '../actions/action.js'
import { receiptFile } from '../actions/script.js'
import type { HostFacts } from '../facts/host-facts.js'
import { type Command, lines, sh } from '../lib/command.js'
import { DATABASE_USER, LOCAL_CLIENTS } from '../roles/admin/database-address.js'
import { firewallPaths } from '../roles/firewall-table.js'
import { backupState } from '../roles/host-backups.js'
import { hostSettingsPath } from '../roles/host-settings.js'
import { accountOf } from '../topology/accounts.js'
import { receiptsDirectory, unitOf } from '../topology/host-paths.js'
import { allHosts, type Topology } from '../topology/topology.js'
import { accountsOn, REMOVE_ACCOUNT, removeAccount } from './accounts.js'
import { BACKUP_LEFTOVERS } from './backup/pack.js'
import { receivingPaths } from './backup/receive.js'
import { databasesOf, hasServer, keptOnHost, outermost } from './kept.js'
import { planOf } from './make-plan.js'
import { isInstalled, namedOnHost, type Owned, ownedOnHost, type Shared } from './owned.js'
import { NO_RECEIVER, stopReceiving } from './phases/backup-receiver.js'
import { backupPaths, stopBackups } from './phases/backups.js'
import { NO_FIREWALL, removeFirewall } from './phases/firewall.js'
import { metricsPaths, stopMetrics } from './phases/metrics.js'
import { chain, nodeBecause } from './phases/nodes.js'
import { mergedPath, releasePorts } from './phases/prepare.js'
import type { Plan, PlanInput, PlanNode, Reason } from './plan.js'
import { reloadServices, removeFiles } from './take-away.js'

export interface RemovalOptions {
  /** Identity and data stay on the hosts. */
  readonly keepData: boolean
}

/** What a removal will take from one host, for the operator to read before typing the organisation's name. */
export interface HostRemoval {
  readonly host: string
  readonly units: readonly string[]
  readonly paths: readonly string[]
  /** Ids of receipts that go where their directory stays. */
  readonly receipts: readonly string[]
  /** Paths that stay. */
  readonly kept: readonly string[]
  readonly keptDatabases: readonly string[]
  readonly databases: readonly string[]
  /** Names, of those that were made for services. */
  readonly accounts: readonly string[]
  /** What stays, since another organisation uses the host too. */
  readonly shared?: Pick<Shared, 'others' | 'units' | 'paths'> & {
    readonly databases: readonly string[]
    readonly accounts: readonly string[]
  }
}

/** Everything that the receipts on the hosts tell of, also what org.yaml no longer names. */
export function removalList(
  { topology, facts }: PlanInput,
  { keepData }: RemovalOptions,
): readonly HostRemoval[] {
  return allHosts(topology).flatMap(({ name: host }) => {
    const here = facts[host]
    if (here === undefined) return []
    const owned = ownedOnHost(topology, host, here)
    const { identity, data, databases } = keptOnHost(topology, host, here)
    const removal = {
      host,
      units: owned.units,
      paths: [...owned.outside, ...owned.inside, ...(keepData ? [] : owned.record)],
      receipts: owned.shared === undefined ? [] : owned.receipts.map(({ id }) => id),
      // Without the secrets in it nobody could use what stays.
      kept: keepData ? outermost([...identity, ...data, ...owned.record]) : [],
      keptDatabases: keepData ? databases : [],
      databases: keepData || !hasServer(here) ? [] : databases,
      // What stays of data is still somebody's.
      accounts: keepData || owned.shared !== undefined ? [] : accountsOn(topology, owned.instances, here),
      ...sharedPart(topology, host, owned, here),
    }
    return isInstalled(owned, here) || (!keepData && hasData(removal, here)) ? [removal] : []
  })
}

function sharedPart(
  topology: Topology,
  host: string,
  { shared, instances: own }: Owned,
  facts: HostFacts,
): Pick<HostRemoval, 'shared'> {
  if (shared === undefined) return {}
  const { others, instances, units, paths } = shared
  const databases = databasesOf(topology, host, instances)
  const accounts = accountsOn(topology, own, facts)
  return { shared: { others, units, paths, databases, accounts } }
}

/** What an earlier removal kept left no receipt. */
function hasData({ paths, databases }: HostRemoval, { installDirectory = [], software }: HostFacts): boolean {
  return (installDirectory.length > 0 && paths.length > 0) || (databases.length > 0 && software.metisDatabase)
}

/** Stops and removes it all, hosts side by side; program files, configs, units, account, and data only when told to. */
export function planRemoval(input: PlanInput, options: RemovalOptions): Plan {
  const nodes = removalList(input, options).flatMap((removal) => removeFromHost(input.topology, removal))
  return planOf(input.topology.organisation, nodes)
}

function removeFromHost(topology: Topology, removal: HostRemoval): readonly PlanNode[] {
  const { installDirectory: root, organisation } = topology
  const nodes = chain('verify', removal.host, 'host')
  const because: Reason = { word: 'reason.organisation-removed' }
  const run = (name: string, command: Command, inputs = '') =>
    nodes.add({ kind: 'run', name, command, inputs }, because)
  for (const unit of removal.units) nodes.add({ kind: 'unit', unit, state: 'removed', inputs: '' }, because)
  if (removal.paths.includes(metricsPaths(topology).timer)) run('no-metrics', stopMetrics(topology))
  if (removal.paths.includes(firewallPaths(topology).unitFile)) run(NO_FIREWALL, removeFirewall(topology))
  if (removal.paths.includes(backupPaths(topology).timer))
    run('no-backups', stopBackups(topology), backupState(organisation))
  const receiver = receivingPaths(topology)
  if (removal.paths.includes(receiver.script)) run(NO_RECEIVER, stopReceiving(topology), receiver.home)
  if (removal.databases.length > 0) nodes.add(dropDatabases(removal.databases), because)
  run('kernel-settings', releasePorts(organisation))
  const isInside = (path: string) => path.startsWith(`${root}/`)
  const outside = removal.paths.filter((path) => !isInside(path))
  if (outside.length > 0) {
    nodes.add({ kind: 'remove', paths: outside, receipts: [] }, because)
    run('system-services', reloadServices)
  }
  const paths = removal.paths.filter(isInside)
  const { kept, accounts } = removal
  run('files', removeFiles(root, paths, kept), JSON.stringify({ root, paths, kept }))
  for (const account of accounts) run(`${REMOVE_ACCOUNT} ${account}`, removeAccount(account, topology))
  // Last of all: whoever was cut off before finds what is left by them.
  const { receipts } = removal
  if (receipts.length > 0)
    nodes.add({ kind: 'remove', paths: [], receipts }, because, { suffix: ' receipts' })
  return nodes.nodes.map((node) => nodeBecause(node, because))
}

/** The databases of the managed server, with the account that reads them. */
function dropDatabases(names: readonly string[]): Action {
  const statements = [
    ...names.map((name) => `DROP DATABASE IF EXISTS \`${name}\`;`),
    ...LOCAL_CLIENTS.map((client) => `DROP USER IF EXISTS '${DATABASE_USER}'@'${client}';`),
  ].join('\n')
  return { kind: 'sql', name: 'drop-database', statements: [statements], inputs: '' }
}

/** Prints a line for everything of the organisation that is still on a host; nothing when the removal is proven. */
export function leftoversCommand(topology: Topology, removal: HostRemoval): Command {
  const { installDirectory: root } = topology
  const { host, paths, kept, databases, shared, accounts } = removal
  // Of a host that is shared, what others call alike is theirs.
  const named = shared === undefined ? namedOnHost(topology, host).map(unitOf) : []
  const units = [...new Set([...named, ...removal.units])]
  const files = [
    ...paths,
    ...removal.receipts.map((id) => receiptFile(receiptsDirectory(topology), id)),
    hostSettingsPath(topology.organisation),
    mergedPath(topology.organisation),
    ...units.map((unit) => `/etc/systemd/system/${unit}`),
  ]
  const ofAdmin = sh`/etc/nginx/sites-*/metis-admin /etc/mysql/*/99-metis.cnf`
  return lines(
    sh`kept=( ${kept} )`,
    sh`is_kept() { local k; for k in "\${kept[@]}"; do case "$1" in "$k"|"$k"/*) return 0;; esac; case "$k" in "$1"/*) return 0;; esac; done; return 1; }`,
    sh`for path in ${files} ${root}/${BACKUP_LEFTOVERS} ${shared === undefined ? ofAdmin : sh``}; do`,
    sh`  if [ -e "$path" ] || [ -L "$path" ]; then find "$path" -xdev -print0; fi`,
    sh`done | sort -zu | while IFS= read -r -d '' path; do is_kept "$path" || echo "file $path"; done`,
    units.length === 0
      ? sh`:`
      : sh`systemctl list-units --all --plain --no-legend ${units} | sed 's/^/unit /'`,
    shared === undefined ? accountsLeft(topology, units, accounts) : sh`:`,
    sh`! nft list table inet ${firewallPaths(topology).table} >/dev/null 2>&1 || echo ${`table ${firewallPaths(topology).table}`}`,
    ...databases.map((name) => databaseLeft(name)),
    sh`true`,
  )
}

/** Also what runs as an account that stays. */
function accountsLeft(topology: Topology, units: readonly string[], accounts: readonly string[]): Command {
  const ofUnits = units.map((unit) => accountOf(topology, { name: unit.replace(/^metis-|\.service$/g, '') }))
  return sh`for account in ${[...new Set([...ofUnits, ...accounts])]}; do pgrep -u "$account" -a 2>/dev/null | sed 's/^/process /'; done
for account in ${accounts}; do if getent passwd "$account" >/dev/null; then echo "account $account"; fi; done`
}

function databaseLeft(name: string): Command {
  const found = `SELECT CONCAT('database ', schema_name) FROM information_schema.schemata WHERE schema_name = '${name}'
UNION SELECT CONCAT('database account ', user, '@', host) FROM mysql.user WHERE user = '${DATABASE_USER}'`
  return sh`"$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch -e ${found}`
}
