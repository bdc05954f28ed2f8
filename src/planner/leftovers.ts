import { type Command, lines, sh } from '../lib/command.js'
import { DATABASE_USER } from '../roles/admin/database-address.js'
import { hostSettingsPath } from '../roles/host-settings.js'
import { unitOf } from '../topology/host-paths.js'
import type { Topology } from '../topology/topology.js'
import { BACKUP_LEFTOVERS } from './backup.js'
import { namedOnHost } from './owned.js'
import { mergedPath } from './phases/reserved-ports.js'
import type { HostRemoval } from './removal-list.js'

/** Prints a line for everything of the organisation that is still on a host; nothing when the removal is proven. */
export function leftoversCommand(topology: Topology, removal: HostRemoval): Command {
  const { installDirectory: root } = topology
  const { host, paths, kept, databases } = removal
  const units = [...new Set([...namedOnHost(topology, host).map(unitOf), ...removal.units])]
  const files = [
    ...paths,
    hostSettingsPath(topology.organisation),
    mergedPath(topology.organisation),
    ...units.map((unit) => `/etc/systemd/system/${unit}`),
  ]
  return lines(
    sh`kept=( ${kept} )`,
    sh`is_kept() { local k; for k in "\${kept[@]}"; do case "$1" in "$k"|"$k"/*) return 0;; esac; case "$k" in "$1"/*) return 0;; esac; done; return 1; }`,
    sh`for path in ${files} ${root}/${BACKUP_LEFTOVERS} /etc/nginx/sites-*/metis-admin /etc/mysql/*/99-metis.cnf; do`,
    sh`  if [ -e "$path" ] || [ -L "$path" ]; then find "$path" -xdev -print0; fi`,
    sh`done | sort -zu | while IFS= read -r -d '' path; do is_kept "$path" || echo "file $path"; done`,
    units.length === 0
      ? sh`:`
      : sh`systemctl list-units --all --plain --no-legend ${units} | sed 's/^/unit /'`,
    accountLeft(topology, removal),
    ...databases.map((name) => databaseLeft(name)),
    sh`true`,
  )
}

/** One that was there before, with a home of its own, stays, and may be at work. */
function accountLeft(
  { serviceUser: user, installDirectory: root }: Topology,
  { account }: HostRemoval,
): Command {
  return lines(
    sh`if [ "$(getent passwd ${user} | cut -d : -f 6)" = ${root} ]; then`,
    sh`pgrep -u ${user} -a 2>/dev/null | sed 's/^/process /'`,
    account === undefined ? sh`:` : sh`getent passwd ${user} | sed 's/^/account /'`,
    sh`fi`,
  )
}

function databaseLeft(name: string): Command {
  const found = `SELECT CONCAT('database ', schema_name) FROM information_schema.schemata WHERE schema_name = '${name}'
UNION SELECT CONCAT('database account ', user, '@', host) FROM mysql.user WHERE user = '${DATABASE_USER}'`
  return sh`"$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch -e ${found}`
}
