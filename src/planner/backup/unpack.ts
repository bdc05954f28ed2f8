import { type Command, lines, sh } from '../../lib/command.js'
import { unitOf } from '../../topology/host-paths.js'
import type { Topology } from '../../topology/topology.js'
import { databaseFunctions } from '../moved-database.js'
import type { SavedPart } from './kept-part.js'
import { packedDirectory } from './pack.js'

type Place = Pick<Topology, 'installDirectory'>

/** Makes the directory for packed parts, into which nobody but root may look. */
export function packedDirectoryCommand(topology: Place): Command {
  const { installDirectory: root } = topology
  return sh`mkdir -p -- ${root} && mkdir -p -m 0700 -- ${packedDirectory(topology)} && chmod 0700 -- ${packedDirectory(topology)}`
}

/**
 * Puts a part that was carried to the host at its place, the instance stopped: what is there already is moved aside below `moved/`,
 * never written over. Cut off anywhere and done again it ends the same.
 */
export function unpackCommand(topology: Place, part: SavedPart, owner: string): Command {
  const { installDirectory: root } = topology
  const { file, check } = packedFile(topology, part)
  const home = `${root}/${part.instance}`
  const unit = unitOf(part.instance)
  return lines(
    check,
    sh`systemctl stop ${unit} 2>/dev/null || true
state=$(systemctl show -p ActiveState -- ${unit})
case $state in *=active | *=*ing) echo ${`${unit} does not stop`} "($state)"; exit 1;; esac
cd -- ${home}; aside=moved/$(date -u +%Y%m%dT%H%M%SZ)
[ ! -e "$aside" ] || aside=$aside-$RANDOM`,
    part.kind === 'database' ? loadDatabase(part.database ?? '', file) : unpackPaths(part.paths, file, owner),
  )
}

/** Where a part was carried to, and what makes sure of it. */
export function packedFile(topology: Place, { name, sha256 }: SavedPart): { file: string; check: Command } {
  const file = `${packedDirectory(topology)}/${name}`
  const check = sh`set -e -o pipefail; umask 077
[ -e ${file} ] || { echo ${`${file} is not there: restore carries it again`}; exit 1; }
sum=$(sha256sum <${file})
[ "\${sum:0:64}" = ${sha256} ] || { echo ${`${file} is not what the backup says: restore carries it again`}; rm -f -- ${file}; exit 1; }`
  return { file, check }
}

function unpackPaths(paths: readonly string[], file: string, owner: string): Command {
  return sh`rm -rf .restoring; mkdir -m 0700 .restoring
tar -xzf ${file} --no-same-owner --no-same-permissions --no-overwrite-dir -C .restoring
chown -hR ${owner} .restoring/*
for path in ${paths}; do
  [ -e ".restoring/$path" ] || continue
  if [ -L "\${path%/*}" ]; then echo "$PWD/\${path%/*} is a symbolic link: look at it and remove it"; exit 1; fi
  mkdir -p -- "\${path%/*}"
  if [ -e "$path" ] || [ -L "$path" ]; then
    rmdir -- "$path" 2>/dev/null || { mkdir -p -- "$aside/\${path%/*}"; mv -T -- "$path" "$aside/$path"; echo "what was $path is in $PWD/$aside"; }
  fi
  mv -T -- ".restoring/$path" "$path"
  echo "$path is back"
done
rm -rf .restoring; sync .`
}

/** Loaded as a whole in place of what is there, then every table's rows are compared with those of the dump. */
function loadDatabase(name: string, file: string): Command {
  const tablesOf = `information_schema.tables WHERE table_schema = '${name}'`
  return lines(
    databaseFunctions,
    sh`marker=.restoring-${name}
tables=$(as_root -e ${`SELECT COUNT(*) FROM ${tablesOf}`})
if [ "$tables" != 0 ] && [ ! -e "$marker" ]; then
  mkdir -p -- "$aside"
  dump --routines --events --databases ${name} >"$aside/"${`${name}.sql`}
  sync "$aside/"${`${name}.sql`}
  echo "the database had $tables tables here: they are in $PWD/$aside"
fi
# From now on what is in it is ours, and a load that was cut off begins anew.
: >"$marker"; sync "$marker"
# Events of the schema would write between loading and counting.
as_root -e 'SET GLOBAL event_scheduler = OFF'
as_root -e ${`DROP DATABASE IF EXISTS \`${name}\``}
# The first line of some dumps is a command that older clients do not know.
gunzip -c ${file} | sed '1{/^\\/\\*M!999999/d}' | as_root --default-character-set=utf8mb4
all=0
while read -r count table; do
  plain_name "$table" || exit 1
  now=$(as_root -e ${`SELECT COUNT(*) FROM \`${name}\`.`}"\\\`$table\\\`")
  [ "$now" = "$count" ] || { echo "$table has $now rows, and $count in the backup"; exit 1; }
  all=$((all + count))
done < <(gunzip -c ${file} | { grep -ao '^INSERT INTO \`[^\`]*\`' || true; } | cut -d '\`' -f 2 | sort | uniq -c)
as_root -e 'SET GLOBAL event_scheduler = ON'
rm -f "$marker"
echo ${`the database ${name} is back:`} "$(as_root -e ${`SELECT COUNT(*) FROM ${tablesOf}`}) tables, $all rows, as many as in the backup"`,
  )
}
