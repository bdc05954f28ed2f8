import { type Command, lines, sh } from '../../lib/command.js'
import type { Topology } from '../../topology/topology.js'
import type { PlacedPart } from './parts.js'

type Place = Pick<Topology, 'installDirectory'>

/** Directory on a host for what is packed there until it has been fetched; root's alone. */
export function packedDirectory({ installDirectory }: Place): string {
  return `${installDirectory}/.backup`
}

/** What backups and restores that were cut off leave in the install directory, for bash to expand. */
export const BACKUP_LEFTOVERS: Command = sh`.backup{,.tar.gz,-??????}`

/** Free beyond what is packed, so that nobody else runs out of it. */
const SPARE_MIB = 64

/** A database server that does not answer: may hold a database that is about to be dropped, or not. */
export type WhenSilent = 'fail' | 'go on'

/** Fails where what is to be packed would fill the disk, packed as badly as can be. Empties the directory. */
export function roomCommand(
  topology: Place,
  parts: readonly PlacedPart[],
  to = packedDirectory(topology),
): Command {
  const { installDirectory: root } = topology
  const paths = parts.flatMap(({ instance, paths: own }) => own.map((path) => `${root}/${instance}/${path}`))
  const databases = parts.flatMap(({ database = [] }) => database)
  return lines(
    sh`rm -rf -- ${to}; umask 077; mkdir -p -- ${root} && mkdir -m 0700 -- ${to} || exit`,
    sh`existing=(); for path in ${paths}; do if [ -e "$path" ]; then existing+=("$path"); fi; done`,
    sh`need=0; if [ "\${#existing[@]}" != 0 ]; then need=$(du -sbc -- "\${existing[@]}" | tail -n 1 | cut -f 1); fi`,
    ...databases.map(addSize),
    sh`need=$((need / 1048576 + ${SPARE_MIB})); free=$(df -P -BM -- ${to} | awk 'NR == 2 { print $4 + 0 }')`,
    sh`if [ "$free" -lt "$need" ]; then echo "packing may take $need MiB below "${root}", and $free MiB are free"; exit 1; fi`,
  )
}

function addSize(name: string): Command {
  const query = `SELECT COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables WHERE table_schema = '${name}'`
  return sh`size=$("$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch -e ${query} 2>/dev/null) || size=0
need=$((need + 2 * \${size:-0}))`
}

/** Packs a part into a directory, names in it relative, with its sum beside it. Nothing where there is nothing to keep. */
export function packCommand(
  topology: Place,
  part: PlacedPart,
  whenSilent: WhenSilent,
  directory = packedDirectory(topology),
): Command {
  const to = `${directory}/${part.name}`
  return lines(
    sh`(
set -e -o pipefail; umask 077; to=${to} rows=0
rm -f -- "$to" "$to.sum"`,
    packed(topology, part, whenSilent),
    sh`[ -e "$to" ] || exit 0
sum=$(sha256sum <"$to")
printf '%s %s %s\\n' "\${sum:0:64}" "$(stat -c %s -- "$to")" "$rows" >"$to.sum"
)`,
  )
}

function packed({ installDirectory: root }: Place, part: PlacedPart, whenSilent: WhenSilent): Command {
  if (part.kind === 'database') return dumpDatabase(part.database ?? '', whenSilent)
  if (part.command !== undefined) return part.command
  // Files that a service writes meanwhile are whole up to where they were read: tar says so with 1.
  return sh`cd -- ${`${root}/${part.instance}`} 2>/dev/null || exit 0
existing=(); for path in ${part.paths}; do if [ -e "$path" ]; then existing+=("$path"); fi; done
[ "\${#existing[@]}" != 0 ] || exit 0
tar --warning=no-file-changed -I 'gzip -1' -cf "$to" -- "\${existing[@]}" || [ "$?" = 1 ]`
}

/** A row is a line of its own, so that rows can be counted. */
function dumpDatabase(name: string, whenSilent: WhenSilent): Command {
  const query = `SELECT schema_name FROM information_schema.schemata WHERE schema_name = '${name}'`
  return sh`if found=$("$(command -v mariadb || command -v mysql)" -u root --skip-column-names --batch -e ${query}); then
[ -n "$found" ] || exit 0
"$(command -v mariadb-dump || echo mysqldump)" -u root --single-transaction --routines --events --hex-blob --skip-extended-insert \\
  --no-autocommit --default-character-set=utf8mb4 --databases ${name} | gzip -1 >"$to"
gunzip -c "$to" | tail -n 1 | grep -q '^-- Dump completed' || { echo 'the dump of the database has no end'; exit 1; }
rows=$(gunzip -c "$to" | grep -c '^INSERT INTO ' || true)
else
${whenSilent === 'fail' ? sh`echo 'the database server does not answer, so that its databases cannot be saved'; exit 1` : sh`exit 0`}
fi`
}

/** Prints `NAME SHA256 BYTES ROWS` of all that is packed, a line each. */
export function packedCommand(topology: Place): Command {
  return sh`cd -- ${packedDirectory(topology)} 2>/dev/null || exit 0
for file in *.sum; do if [ -e "$file" ]; then printf '%s %s\\n' "\${file%.sum}" "$(cat -- "$file")"; fi; done`
}

export function removePackedCommand(topology: Place): Command {
  return sh`rm -rf -- ${packedDirectory(topology)}`
}
