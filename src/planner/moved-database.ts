import { type Command, lines, sh } from '../lib/command.js'
import { DATABASE_USER, LOCAL_CLIENTS } from '../roles/admin/database-address.js'

/**
 * Bash that carries a database of the managed server, as its root, which needs no word.
 *
 *     pack_database NAME WORK            dump and sums into WORK/databases
 *     unpack_database NAME WORK ASIDE    loads what is there, and compares it; tables that were there before go to ASIDE as a dump
 *     drop_database NAME ASIDE           drops it once a dump of it is in ASIDE; without one where ASIDE is empty
 *
 * A sum is the number of rows of a table and the SHA-256 of them as text, which is the same for every release of the server;
 * CHECKSUM TABLE is not. Events of the schema would write between dump and sum, so none happens meanwhile.
 *
 * A dump comes from another host, which may be in other hands: in binary mode the client carries out no command of its own, as
 * \\! would be one for the shell, and a table's name is no option and no SQL.
 */
export const databaseFunctions: Command = sh`
as_root() { "$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch --binary-mode "$@"; }
plain_name() { case $1 in '' | *[!A-Za-z0-9_]*) echo "a table has a name that no table of ours has: $1"; return 1;; esac; }
dump() { "$(command -v mariadb-dump || echo mysqldump)" -u root --single-transaction --default-character-set=utf8mb4 "$@"; }
sums_of() (
  set -eo pipefail
  tables=$(as_root -e "SELECT table_name FROM information_schema.tables
    WHERE table_schema = '$1' AND table_type = 'BASE TABLE' ORDER BY table_name")
  for table in $tables; do
    plain_name "$table" >&2
    rows=$(as_root -e "SELECT COUNT(*) FROM \\\`$1\\\`.\\\`$table\\\`")
    sum=$(dump --compact --no-create-info --skip-triggers --skip-extended-insert --order-by-primary --hex-blob -- "$1" "$table" \\
      | { LC_ALL=C grep -a '^INSERT' || true; } | sha256sum)
    printf '%s: %s rows, %s\\n' "$table" "$rows" "\${sum%% *}"
  done
)
pack_database() {
  mkdir -p "$2/databases"
  as_root -e 'SET GLOBAL event_scheduler = OFF'
  dump --routines --events --databases "$1" >"$2/databases/$1.sql"
  sums_of "$1" >"$2/databases/$1.sums"
}
unpack_database() {
  local marker=.hand-over/loading-$1 tables
  [ -s "$2/databases/$1.sql" ] || { echo "no dump of the database $1 has come"; return 1; }
  tables=$(as_root -e "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$1'")
  if [ "$tables" != 0 ] && [ ! -e "$marker" ]; then
    mkdir -p "$3"
    dump --routines --events --databases "$1" >"$3/$1.sql"
    sync "$3/$1.sql"
    echo "the database $1 had $tables tables here: they are in $PWD/$3/$1.sql"
  fi
  # From now on what is in it is ours, and a load that was cut off begins anew.
  : >"$marker"
  sync "$marker"
  as_root -e 'SET GLOBAL event_scheduler = OFF'
  as_root -e "DROP DATABASE IF EXISTS \\\`$1\\\`"
  as_root <"$2/databases/$1.sql"
  sums_of "$1" >"$2/databases/$1.loaded"
  if ! cmp -s "$2/databases/$1.sums" "$2/databases/$1.loaded"; then
    echo "the database $1 is not here what it was there; before and after:"
    diff "$2/databases/$1.sums" "$2/databases/$1.loaded" || true
    return 1
  fi
  as_root -e 'SET GLOBAL event_scheduler = ON'
  echo "the database $1 is here: $(wc -l <"$2/databases/$1.sums") tables, the same rows as before"
}
drop_database() (
  set -eo pipefail
  there=$(as_root -e "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '$1'")
  [ "$there" != 0 ] || exit 0
  if [ -n "$2" ]; then
    mkdir -p "$2"
    dump --routines --events --databases "$1" | gzip >"$2/$1.sql.gz.incoming"
    sync "$2/$1.sql.gz.incoming"
    mv -fT "$2/$1.sql.gz.incoming" "$2/$1.sql.gz"
  fi
  as_root -e "DROP DATABASE \\\`$1\\\`"
)
`

/** The databases of an instance that goes for good, in its managed server. Also the inputs of the step, as JSON. */
export interface Aside {
  /** `/opt/metis/admin` */
  readonly home: string
  readonly databases: readonly string[]
  /** A dump of each comes to what else a removal sets aside. */
  readonly isKept: boolean
}

/** Cut off anywhere and done again it ends the same. Nobody else has a use for their account. */
export function databasesAside({ home, databases, isKept }: Aside): Command {
  const users = LOCAL_CLIENTS.map((client) => `DROP USER IF EXISTS '${DATABASE_USER}'@'${client}';`).join(' ')
  return lines(
    sh`set -e; umask 077`,
    databaseFunctions,
    ...databases.map((name) => sh`drop_database ${name} ${isKept ? `${home}/moved` : ''}`),
    sh`as_root -e ${users}`,
  )
}
