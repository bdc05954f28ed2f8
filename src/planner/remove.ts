import type { Action } from '../actions/action.js'
import { type Command, lines, sh } from '../lib/command.js'
import { DATABASE_USER, LOCAL_CLIENTS } from '../roles/admin/database-address.js'
import type { Topology } from '../topology/topology.js'
import { BACKUP_LEFTOVERS } from './backup.js'
import { planOf } from './make-plan.js'
import { chain } from './phases/nodes.js'
import { releasePorts } from './phases/reserved-ports.js'
import type { Plan, PlanInput, PlanNode } from './plan.js'
import type { Reason } from './reason.js'
import { type HostRemoval, type RemovalOptions, removalList } from './removal-list.js'

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
  if (removal.databases.length > 0) nodes.add(dropDatabases(removal.databases), because)
  run('kernel-settings', releasePorts(organisation))
  const isInside = (path: string) => path.startsWith(`${root}/`)
  const outside = removal.paths.filter((path) => !isInside(path))
  if (outside.length > 0) {
    nodes.add({ kind: 'remove', paths: outside, receipts: [] }, because)
    run(
      'system-services',
      sh`for unit in nginx mariadb; do systemctl try-reload-or-restart "$unit" 2>/dev/null || true; done`,
    )
  }
  const paths = removal.paths.filter(isInside)
  const { kept, account } = removal
  run('files', removeFiles(root, paths, kept), JSON.stringify({ root, paths, kept }))
  if (account !== undefined) run('remove-service-user', removeAccount(account, root), `${account} ${root}`)
  return nodes.nodes.map(({ purpose, follows: _, forced: __, ...node }) => ({ ...node, because: purpose }))
}

/** Only what is ours; the install directory itself when it is empty then, and not a file system of its own. */
function removeFiles(root: string, paths: readonly string[], kept: readonly string[]): Command {
  return lines(
    kept.length === 0 ? sh`rm -rf --one-file-system -- ${paths}` : removeExcept(paths, kept),
    sh`rm -rf -- ${root}/${BACKUP_LEFTOVERS}`,
    sh`rmdir -- ${root} 2>/dev/null || true`,
  )
}

/** Deletes trees but for some paths in them; directories that lead to a kept path stay. */
function removeExcept(paths: readonly string[], kept: readonly string[]): Command {
  const prune = kept.flatMap((path, i) => (i === 0 ? ['-path', path] : ['-o', '-path', path]))
  return sh`existing=(); for path in ${paths}; do if [ -e "$path" ] || [ -L "$path" ]; then existing+=("$path"); fi; done
if [ "\${#existing[@]}" -gt 0 ]; then
find "\${existing[@]}" -xdev \\( ${prune} \\) -prune -o ! -type d -print0 | xargs -0 -r rm -f --
find "\${existing[@]}" -xdev -depth -type d -empty ${kept.flatMap((path) => ['!', '-path', path, '!', '-path', `${path}/*`])} -delete
fi`
}

/** Only one that was made for the services: its home says so. */
function removeAccount(user: string, root: string): Command {
  return sh`if [ "$(getent passwd ${user} | cut -d : -f 6)" = ${root} ]; then userdel ${user}; fi`
}

/** The databases of the managed server, with the account that reads them. */
function dropDatabases(names: readonly string[]): Action {
  const statements = [
    ...names.map((name) => `DROP DATABASE IF EXISTS \`${name}\`;`),
    ...LOCAL_CLIENTS.map((client) => `DROP USER IF EXISTS '${DATABASE_USER}'@'${client}';`),
  ].join('\n')
  return { kind: 'sql', name: 'drop-database', statements: [statements], inputs: '' }
}
