import { takeHost } from '../../actions/hold.js'
import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import { type Command, lines, sh } from '../../lib/command.js'
import { hostFunctions } from '../../lib/host-functions.js'
import { secret, type Text, text } from '../../lib/text.js'
import { type BackedUp, backedUpOn, backupState } from '../../roles/host-backups.js'
import { serviceOf } from '../../roles/index.js'
import { BACKUP_RECIPIENT, backupKeyOf } from '../../roles/secret-names.js'
import type { ServiceInput } from '../../roles/service.js'
import { unitOf } from '../../topology/host-paths.js'
import type { Release } from '../../topology/release.js'
import type { Host, HostBackups, Topology } from '../../topology/topology.js'
import { questionsFor } from '../questions.js'
import type { KeptPart } from './kept-part.js'
import { packCommand, roomCommand } from './pack.js'
import type { PlacedPart } from './parts.js'

/**
 * The script that a timer runs as root: what only this host has, sealed for whoever opens the organisation's secrets. The host can't open
 * it, and needs nobody for it. `host-seal.ts` of `src/backup` reads what this writes. Called with `again` it starts what it has stopped.
 */
export function hostBackupScript(
  topology: Topology,
  release: Release,
  host: Host,
  { folder, keep }: HostBackups,
): Text {
  const backedUp = backedUpOn(topology, host.name)
  const parts = partsOf({ topology, release, host }, backedUp)
  const work = workDirectory(topology)
  const { organisation } = topology
  const script = lines(
    PREAMBLE,
    sh`organisation=${organisation} host=${host.name} release=${release.id} folder=${folder} keep=${keep}
state=${backupState(organisation)} work=${work}
recipient=${secret(BACKUP_RECIPIENT)} key=${secret(backupKeyOf(host.name))}`,
    hostFunctions,
    takeHost,
    FUNCTIONS,
    standing(topology, release, host, backedUp),
    sh`make_room() {
${roomCommand(topology, parts, work)}
}
pack_standing() {
:`,
    ...parts.filter(({ what }) => what === 'identity').map((part) => packed(topology, part, work)),
    sh`}
pack_others() {`,
    // What others keep in a service is less than what is lost with this host: without it the backup is one all the same.
    ...parts
      .filter(({ what }) => what === 'data')
      .map(
        (part) => sh`${packCommand(topology, part, 'fail', work)}
[ $? = 0 ] || rm -f -- ${`${work}/${part.name}`} ${`${work}/${part.name}.sum`}`,
      ),
    sh`:
}
entries() {`,
    ...parts.map((part) => sh`entry ${part.name} ${aboutPart(part)}`),
    sh`:
}
main "$@"`,
  )
  return text`${script.script}\n`
}

/** Beside the one of backups that are fetched, which may be taken at the same time. */
function workDirectory({ installDirectory }: Topology): string {
  return `${installDirectory}/.backup-byhost`
}

function partsOf(
  at: Pick<ServiceInput, 'topology' | 'release' | 'host'>,
  all: readonly BackedUp[],
): PlacedPart[] {
  const host = at.host.name
  return all.flatMap(({ instance, kept, hasSnapshot }): PlacedPart[] => {
    const { name } = instance
    const part = { host, instance: name, paths: [] }
    const paths = kept.flatMap((one) => (one.kind === 'path' ? [one.path] : []))
    const command = hasSnapshot
      ? serviceOf(instance).snapshot?.({ ...at, instance, distribution: '', avx2: false })
      : undefined
    return [
      ...(paths.length === 0
        ? []
        : [{ ...part, kind: 'paths', what: 'identity', name: `${name}-identity.tar.gz`, paths } as const]),
      ...kept.flatMap((one) =>
        one.kind === 'database'
          ? [
              {
                ...part,
                kind: 'database',
                what: 'identity',
                name: `${one.name}.sql.gz`,
                database: one.name,
              } as const,
            ]
          : [],
      ),
      ...(command === undefined
        ? []
        : [{ ...part, kind: 'snapshot', what: 'data', name: `${name}.snapshot`, command } as const]),
    ]
  })
}

function packed(topology: Topology, part: PlacedPart, work: string): Command {
  return sh`${packCommand(topology, part, 'fail', work)}
[ $? = 0 ] || return`
}

/** Of its entry in the manifest what is known before it is packed: a JSON object. */
function aboutPart({ host, instance, kind, what, name, paths, database }: KeptPart): string {
  return JSON.stringify({
    host,
    instance,
    kind,
    what,
    name,
    paths,
    ...(database === undefined ? {} : { database }),
  })
}

/** What is written to all the time stands still while it is packed; what would not come back stands still for nobody. */
function standing(topology: Topology, release: Release, host: Host, all: readonly BackedUp[]): Command {
  const { health } = questionsFor(topology, release, host)
  const live = all.filter(({ kept }) => kept.some(({ kind }) => kind === 'path'))
  return lines(
    ...live.map(({ instance }) => {
      const asked = serviceOf(instance).startsOnlyIfWorks === true ? health[instance.name] : undefined
      return sh`answer_of_${instance.name.replaceAll('-', '_')}() {
${asked ?? sh`true`}
}`
    }),
    sh`stand_still() {
  local unit`,
    ...live.map(
      ({ instance }) => sh`  if systemctl is-active -q ${unitOf(instance.name)}; then
    works ${instance.name} answer_of_${instance.name.replaceAll('-', '_')} || return
  fi`,
    ),
    ...live.map(
      ({ instance }) => sh`  if systemctl is-active -q ${unitOf(instance.name)}; then
    echo ${unitOf(instance.name)} >>"$state/standing" && systemctl stop ${unitOf(instance.name)} || return
  fi`,
    ),
    sh`  :
}`,
  )
}

const PREAMBLE: Command = sh`#!/bin/bash
# Written by create-metis-node: a timer runs it. Changes here are lost.
set -u -o pipefail
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
umask 077
hold='' held='' hold_by='' hold_lost=''`

/** Of a host that somebody else works on, in steps of 15 seconds. */
const PATIENCE = 240

const FUNCTIONS: Command = sh`
hex() { od -An -vtx1 | tr -d ' \\n'; }
digest() { local sum; sum=$(printf %s "$1" | sha256sum) && printf %s "\${sum:0:64}"; }
main() {
  local now
  mkdir -p -m 0700 -- "$state" || exit
  if [ "\${1-}" = again ]; then start_again; exit; fi
  exec {alone}>"$state/alone" && flock -n "$alone" || { echo 'a backup of this host is being made already'; exit 0; }
  # What the last one was cut off from.
  start_again
  make_backup >"$state/said" 2>&1
  local code=$?
  start_again >>"$state/said" 2>&1 || code=1
  rm -rf -- "$work"
  cat -- "$state/said"
  printf -v now '%(%s)T' -1
  if [ "$code" = 0 ]; then
    printf '%s\\n' "$now" >"$state/made" && rm -f -- "$state/failed"
    exit
  fi
  printf '%s %s\\n' "$now" "$(tail -n 1 -- "$state/said" | tr -cd '[:print:]' | cut -c 1-300)" >"$state/failed"
  exit 1
}
# Has the host while something stands still: whoever changes it waits, or is waited for.
make_backup() {
  local tries
  for ((tries = 0; ; tries++)); do
    take_host "backup$(head -c 16 /dev/urandom | hex)" "{\\"user\\":\\"root\\",\\"machine\\":\\"$host\\",\\"command\\":\\"backup\\"}" backup && break
    [ "$tries" -lt ${PATIENCE} ] || { echo "somebody works on the host: $(sed -n 5p <<<"$hold_by")"; return 1; }
    sleep 15
  done
  # Not as a condition, in which bash would go on after what fails.
  (make_room)
  [ $? = 0 ] || return
  stand_still || return
  pack_standing
  [ $? = 0 ] || return
  start_again || return
  hold_leave
  pack_others
  gather_all && store
}
# works NAME COMMAND: what is ready without doing its work goes on, and would not come back from a stop.
works() {
  (know_sockets; "$2") </dev/null >/dev/null 2>&1
  [ $? != 4 ] || { echo "$1 does not do its work now, and would not come back from a stop: nothing was backed up"; return 1; }
}
start_again() {
  local unit code=0
  [ -e "$state/standing" ] || return 0
  while IFS= read -r unit; do systemctl start "$unit" || { echo "$unit does not start again"; code=1; }; done <"$state/standing"
  rm -f -- "$state/standing"
  return "$code"
}
# entry NAME JSON
entry() {
  local sum size rows
  [ -e "$work/$1.sum" ] || return 0
  read -r sum size rows <"$work/$1.sum" && mv -T -- "$work/$1" "$work/hosts/$host/$1" || return
  names+=("hosts/$host/$1")
  parts+=("{\\"path\\":\\"hosts/$host/$1\\",\\"size\\":$size,\\"sha256\\":\\"$sum\\",\\"rows\\":$rows,\${2#\\{}")
}
# Puts all of it where the tar takes it, with its manifest and what is known of the organisation.
gather_all() {
  local records=() head id generation program sum size parts=() names=() all
  shopt -s nullglob
  records=(${RECORD_DIRECTORY}/*.json)
  shopt -u nullglob
  [ "\${#records[@]}" != 0 ] || { echo 'the host has no record of its organisation'; return 1; }
  mkdir -p -- "$work/folder" "$work/hosts/$host" && cp -- "\${records[-1]}" "$work/folder/applied.jsonl" || return
  IFS= read -r head <"$work/folder/applied.jsonl"
  [[ $head =~ \\"id\\":\\"([^\\"\\\\]*)\\" ]] && id=\${BASH_REMATCH[1]} || return
  [[ $head =~ \\"generation\\":([0-9]{1,8})[,}] ]] && generation=\${BASH_REMATCH[1]} || return
  [[ $head =~ \\"program\\":\\"([^\\"\\\\]*)\\" ]] && program=\${BASH_REMATCH[1]} || return
  entries || return
  [ "\${#parts[@]}" != 0 ] || { echo 'there is nothing on this host to back up'; return 1; }
  sum=$(sha256sum <"$work/folder/applied.jsonl") && size=$(stat -c %s -- "$work/folder/applied.jsonl") || return
  all=$(IFS=,; printf %s "\${parts[*]}")
  at=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
  printf '{"version":1,"organisation":"%s","id":"%s","generation":%s,"release":"%s","program":"%s","at":"%s","user":"root","machine":"%s","withData":false,"files":[{"path":"folder/applied.jsonl","size":%s,"sha256":"%s"}],"parts":[%s]}\\n' \\
    "$organisation" "$id" "$generation" "$release" "$program" "$at" "$host" "$size" "\${sum:0:64}" "$all" >"$work/manifest.json" || return
  printf '%s\\n' manifest.json folder/applied.jsonl "\${names[@]}" >"$work/names"
}
# The head says for whom; what follows is sealed with a key that nobody keeps: an X25519 one that is made for this, and the recipient's.
seal() {
  local private ephemeral shared once sealed
  private=$(openssl genpkey -algorithm X25519) || return
  ephemeral=$(openssl pkey -in <(printf '%s\\n' "$private") -pubout -outform DER | tail -c 32 | hex) || return
  shared=$(openssl pkeyutl -derive -inkey <(printf '%s\\n' "$private") \\
    -peerkey <(printf -- '-----BEGIN PUBLIC KEY-----\\n%s\\n-----END PUBLIC KEY-----\\n' "$recipient") | hex) || return
  [ "\${#ephemeral} \${#shared}" = '64 64' ] || { echo 'openssl made no key' >&2; return 1; }
  once=$(digest "metis-backup 1 $shared $ephemeral $recipient") || return
  sealed=$(grep -o '"sealed":"[^"]*"' -- "$work/folder/applied.jsonl" | tail -n 1)
  [ -n "$sealed" ] || { echo 'the record has no sealed secrets' >&2; return 1; }
  printf '{"metisBackup":1,"organisation":"%s","host":"%s","at":"%s","recipient":"%s","ephemeral":"%s",%s}\\n' \\
    "$organisation" "$host" "$at" "$recipient" "$ephemeral" "$sealed" &&
    tar -C "$work" --format=gnu --owner=0 --group=0 -cf - -T "$work/names" |
    openssl enc -aes-256-ctr -pbkdf2 -iter 1 -md sha256 -nosalt -pass fd:9 9< <(printf '%s\\n' "$once")
}
# Whole, on the disk, and known again, before it has its name and another one goes.
store() {
  local stamp=\${at//[-:]/} name partial sum
  name=$organisation-\${stamp%%.*}Z-$host.metis-backup
  mkdir -p -- "$folder" "$state/stored" || return
  partial=$folder/.$organisation-$host.partial
  seal >"$partial" && sum=$(sha256sum <"$partial") &&
    printf '%s\\n' "$(digest "$key$(digest "$key\${sum:0:64}")")" >>"$partial" && sync -- "$partial" &&
    sum=$(sha256sum <"$partial") && mv -fT -- "$partial" "$folder/$name" && sync -- "$folder" &&
    printf '%s %s\\n' "\${sum:0:64}" "$(stat -c '%s %Y %Z' -- "$folder/$name")" >"$state/stored/$name" ||
    { rm -f -- "$partial"; return 1; }
  prune
  echo "$folder/$name: $(stat -c %s -- "$folder/$name") bytes"
}
prune() {
  local all=() name
  shopt -s nullglob
  all=("$folder/$organisation-"[0-9]???????T??????Z-"$host.metis-backup")
  shopt -u nullglob
  for ((; \${#all[@]} > keep; )); do
    name=\${all[0]##*/}
    rm -f -- "$folder/$name" "$state/stored/$name" || return
    all=("\${all[@]:1}")
  done
}`
