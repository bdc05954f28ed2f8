import { asWord, type Command, sh } from '../lib/command.js'
import { secret, text } from '../lib/text.js'

/** Root's own, outside the install directory: who has lost org.yaml does not know that. One file for each generation. */
export const RECORD_DIRECTORY = '/var/lib/metis-record'
/** How many a host keeps, and each of them remembers of those before it. */
export const GENERATIONS_KEPT = 20
/** The name by which the last hop fills the record in, as it does secrets: it is made when a plan is carried out. */
export const RECORD = 'record'

/**
 * Keeps the record of that generation. A host that loses its power meanwhile has the whole of it, or the one before. What has
 * a higher number is of an organisation that was begun here and never installed: it would be taken for the newest.
 */
export function keepRecord(generation: number): Command {
  const name = fileName(generation)
  return sh`(
  umask 077
  shopt -s nullglob
  mkdir -p -m 0700 -- ${RECORD_DIRECTORY} && cd -- ${RECORD_DIRECTORY} || exit
  printf %s ${asWord(text`${secret(RECORD)}`)} >incoming && sync incoming && mv -fT incoming ${name} && sync . || exit
  kept=(*.json)
  while [ "\${kept[-1]}" != ${name} ]; do rm -f -- "\${kept[-1]}" && unset 'kept[-1]' || exit; done
  for ((old = 0; old < \${#kept[@]} - ${GENERATIONS_KEPT}; old++)); do rm -f -- "\${kept[old]}"; done
)`
}

/** Prints a record as it is kept; nothing where there is none. */
export function readRecord(generation: number): Command {
  return sh`cat -- ${recordPath(generation)} 2>/dev/null || true`
}

/** Far less than is kept of a script's output, bytes. */
const MOST_AT_ONCE = 16 * 1024 * 1024

/** Prints what is kept, the newest first: of each its file's name, head and body, a line each; as many as there is room for. */
export const readRecords: Command = sh`
shopt -s nullglob
records=(${RECORD_DIRECTORY}/*.json) room=${MOST_AT_ONCE}
for ((at = \${#records[@]} - 1, last = at - ${GENERATIONS_KEPT}; at >= 0 && at > last; at--)); do
  head='' body='' size=$(stat -Lc %s -- "\${records[at]}") && ((room -= size, room >= 0)) || break
  { IFS= read -r head; IFS= read -r body; } <"\${records[at]}"
  printf '%s\\n' "\${records[at]##*/}" "$head" "$body"
done`

export function recordPath(generation: number): string {
  return `${RECORD_DIRECTORY}/${fileName(generation)}`
}

/** Names sort as their numbers do. */
function fileName(generation: number): string {
  return `${String(generation).padStart(9, '0')}.json`
}
