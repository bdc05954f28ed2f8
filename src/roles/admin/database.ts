import { asWord, type Command, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { secret, text } from '../../lib/text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { EXTERNAL_DATABASE_PASSWORD } from '../secret-names.js'
import { rootFile, type ServiceInput, type ServiceStep, step } from '../service.js'
import { accountStep, consolePassword } from './database-accounts.js'
import { databaseAddress } from './database-address.js'
import type { AdminInstance } from './settings.js'
import { why } from './words.js'

type Input = ServiceInput<AdminInstance>

/** Schema, account and console password, in that order. Nothing of it ever drops a database. */
export function prepareDatabase(input: Input): ServiceStep[] {
  return [loadSchema(input), accountStep(input), consolePassword(input)]
}

/** None where the server is somebody else's. */
export function databaseServer({ instance: { database }, distribution }: Input): ServiceStep[] {
  if (database.kind !== 'managed') return []
  const { port } = database
  const settings = `# Settings of the Metis admin; your own belong in a file that sorts after this one.
[mysqld]
bind-address = 127.0.0.1
port = ${port}
default-time-zone = '+0:00'
event_scheduler = ON
${needsRowFormat(distribution) ? LONG_KEYS : ''}`
  const inputs = sha256(settings)
  return [
    rootFile(why('step.server'), '/etc/mysql/mariadb.conf.d/99-metis.cnf', '0644', text`${settings}`),
    step(why('step.database'), { kind: 'unit', unit: 'mariadb.service', state: 'running', inputs }),
  ]
}

/** MariaDB 10.1 of Ubuntu 18.04 makes tables by default whose keys are too short for the schema's. */
function needsRowFormat(distribution: string): boolean {
  return distribution === 'ubuntu-18.04'
}
const LONG_KEYS = 'innodb_file_format = Barracuda\ninnodb_large_prefix = ON\n'

/**
 * The script of the release begins with `drop database`, so it is only loaded where there is no table. A load
 * that was interrupted is told from somebody's data by a marker file that is there only meanwhile.
 */
function loadSchema(input: Input): ServiceStep {
  const { home, release } = instancePaths(input)
  const server = databaseAddress(input.instance)
  const { database } = input.instance
  const longKeys =
    database.kind === 'managed' && needsRowFormat(input.distribution)
      ? sh`| sed 's/ENGINE *= *InnoDB/& ROW_FORMAT=DYNAMIC/I'`
      : sh``
  return step(why('step.tables'), {
    kind: 'run',
    name: 'database-schema',
    command: sh`${client(input.instance)}
marker=${`${home}/.schema-loading`} server=${server}
count() { local answer; answer=$(query "SELECT COUNT(*) FROM $1") || return 1; printf %s "\${answer##*$'\\n'}"; }
ours="information_schema.tables WHERE table_schema = 'metis_admin'"
tables=$(count "$ours") || exit 1
identities=$(count "$ours AND table_name = 'local_org'") || exit 1
if [ "$identities" != 0 ]; then identities=$(count metis_admin.local_org) || exit 1; fi
if [ "$tables" != 0 ] && [ "$(cat "$marker" 2>/dev/null)" != "$server" ]; then
  echo "the database metis_admin has $tables tables: left as it is"
elif [ "$identities" != 0 ]; then
  echo 'the database metis_admin holds an identity: left as it is'
  rm -f "$marker"
else
  printf %s "$server" > "$marker"
  sync "$marker"
  # The server's own settings have the scheduler on; setting it here would need more rights.
  schema=$(grep -viE '^[[:space:]]*set[[:space:]]+global[[:space:]]+event_scheduler' ${`${release}/admin.sql`} ${longKeys})
  query "$schema" || exit 1
  tables=$(count "$ours") || exit 1
  if [ "$tables" = 0 ]; then echo 'the schema file made no table in metis_admin'; exit 1; fi
  rm -f "$marker"
  echo "loaded the schema: $tables tables"
fi`,
    inputs: server,
  })
}

/** Bash function `query STATEMENTS`, as the server's administrator; no password is on a command line. */
function client({ database }: AdminInstance): Command {
  if (database.kind === 'managed') return sh`query() { printf %s "$1" | database -u root; }`
  const password = asWord(text`${secret(EXTERNAL_DATABASE_PASSWORD)}`)
  return sh`query() { database_at ${database.host} ${database.port} ${database.adminUser} ${password} "$1"; }`
}
