import { type Command, sh } from '../lib/command.js'

/**
 * Bash that carries a database of the managed server, as its root, which needs no word.
 *
 *     pack_database NAME WORK            dump and sums into WORK/databases
 *     unpack_database NAME WORK ASIDE    loads what is there, and compares it; tables that were there before go to ASIDE as a dump
 *
 * A sum is the number of rows of a table and the SHA-256 of them as text, which is the same for every release of the server;
 * CHECKSUM TABLE is not. Events of the schema would write between dump and sum, so none happens meanwhile.
 */
export const databaseFunctions: Command = sh`
as_root() { "$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch "$@"; }
dump() { "$(command -v mariadb-dump || echo mysqldump)" -u root --single-transaction --default-character-set=utf8mb4 "$@"; }
sums_of() (
  set -eo pipefail
  tables=$(as_root -e "SELECT table_name FROM information_schema.tables
    WHERE table_schema = '$1' AND table_type = 'BASE TABLE' ORDER BY table_name")
  for table in $tables; do
    rows=$(as_root -e "SELECT COUNT(*) FROM \\\`$1\\\`.\\\`$table\\\`")
    sum=$(dump --compact --no-create-info --skip-triggers --skip-extended-insert --order-by-primary --hex-blob "$1" "$table" \\
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
`
