import { type Command, lines, sh } from '../../lib/command.js'
import { type Text, text } from '../../lib/text.js'
import { backsUp, backupPlace, receivedState } from '../../roles/host-backups.js'
import { backupLoginPublicOf } from '../../roles/secret-names.js'
import type { BackupReceiver, HostBackups, Topology } from '../../topology/topology.js'

/** Bytes between two looks at how much there is and how much room is left. */
const CHUNK = 8 * 1024 * 1024
/** Seconds in which so many have to come. */
const CHUNK_SECONDS = 300
const GIB = 1024 ** 3
/** Bytes that stay free where backups of other hosts come, or a tenth of the disk where that is less. */
const SPARE = 5 * GIB

/**
 * Functions for hosts: `receive` stores the backup of host `$from` that comes by standard input, with the sum of it at its end, below
 * `$folder`, and says `kept NAME SHA256 BYTES`, or why not on standard error. It is on the disk and was read again before it has its name, and then the oldest one
 * too many of that host goes. What it was like is written down below `$notes`. At most `$largest` bytes, and `$spare` stay free.
 */
export const receiveFunctions: Command = sh`
receive() {
  local partial=$folder/.$organisation-$from.partial alone
  exec {alone}>"$notes/.$from" && flock -n "$alone" || { echo "another backup of $from is on its way" >&2; return 1; }
  rm -f -- "$partial"
  take_in "$partial" && is_whole "$partial" && name_it "$partial" && prune && return
  rm -f -- "$partial"
  return 1
}
take_in() {
  local free total had=0 has
  : >"$1" || return
  while :; do
    read -r free total < <(df -B1 --output=avail,size -- "$folder" | tail -n 1)
    [ "$free" -gt "$((spare < total / 10 ? spare : total / 10))" ] || { echo "the disk that has $folder is full but for $((free / 1048576)) MiB, which stay free" >&2; return 1; }
    timeout ${CHUNK_SECONDS} head -c ${CHUNK} >>"$1" || { [ $? != 124 ] || echo 'nothing came any more' >&2; return 1; }
    has=$(stat -c %s -- "$1") || return
    [ "$has" -le "$largest" ] || { echo "it has more than $((largest / 1073741824)) GiB" >&2; return 1; }
    [ "$((has - had))" = ${CHUNK} ] || return 0
    had=$has
  done
}
# Sets sum.
is_whole() {
  local size said
  size=$(stat -c %s -- "$1") && [ "$size" -gt 65 ] && said=$(tail -c 65 -- "$1") && truncate -s -65 -- "$1" && sync -- "$1" &&
    sum=$(sha256sum <"$1") && sum=\${sum:0:64} && [ "$sum" = "$said" ] || { echo 'what has come is not what was sent, or not all of it' >&2; return 1; }
}
name_it() {
  local name
  name=$organisation-$(date -u +%Y%m%dT%H%M%SZ)-$from.metis-backup
  mv -fT -- "$1" "$folder/$name" && sync -- "$folder" &&
    printf '%s %s\\n' "$sum" "$(stat -c '%s %Y %Z' -- "$folder/$name")" >"$notes/$name" &&
    echo "kept $name $sum $(stat -c %s -- "$folder/$name")"
}
prune() {
  local all=() name
  shopt -s nullglob
  all=("$folder/$organisation-"[0-9]???????T??????Z-"$from.metis-backup")
  shopt -u nullglob
  for ((; \${#all[@]} > keep; )); do
    name=\${all[0]##*/}
    rm -f -- "$folder/$name" "$notes/$name" || return
    all=("\${all[@]:1}")
  done
}`

/**
 * What a login with the key of another host runs, and nothing else: as an account that has the backups and nothing more. From whom
 * they are says the key, when they came this host. `try` only says whether one could come.
 */
export function receivingScript(
  topology: Topology,
  { keep }: HostBackups,
  { host, largest }: BackupReceiver,
) {
  const place = backupPlace(topology, host)
  const script = lines(
    sh`#!/bin/bash
# Written by create-metis-node: hosts that send their backups run it. Changes here are lost.
set -u -o pipefail
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 077
organisation=${topology.organisation} folder=${place?.folder ?? ''} notes=${`${place?.state}/stored`}
keep=${keep} largest=${largest * GIB} spare=${SPARE}
from=\${1-} sum=`,
    receiveFunctions,
    sh`[ -d "$folder/." ] && [ -w "$folder/." ] || { echo "$folder is not there, or not as it was: what belongs there is not mounted, or was changed" >&2; exit 1; }
case \${2-} in
try) echo ready;;
put) receive;;
*) echo 'there is nothing here but put and try' >&2; exit 1;;
esac`,
  )
  return text`${script.script}\n`
}

/** Prints `NAME BYTES` for each backup in that folder. */
export function keptCommand({ organisation }: Pick<Topology, 'organisation'>, folder: string): Command {
  return sh`[ ! -d ${folder} ] || find ${folder} -maxdepth 1 -type f -name ${`${organisation}-*.metis-backup`} -printf '%f %s\\n'`
}

/** Paths of what a host has that gets the backups of all. */
export function receivingPaths({ organisation }: Pick<Topology, 'organisation'>) {
  const home = receivedState(organisation)
  return {
    home,
    keys: `${home}/.ssh/authorized_keys`,
    script: `/usr/local/sbin/create-metis-node-receive-${organisation}`,
  }
}

/** For each host that sends backups what its key may do: run the script above for that host, with nothing of its own but the last word. */
export function authorizedKeys(topology: Topology): Text {
  const { script } = receivingPaths(topology)
  return topology.hosts
    .filter(({ name }) => backsUp(topology, name))
    .flatMap(({ name }) => {
      const command = `exec /usr/bin/env -i /bin/bash ${script} ${name} \\"$SSH_ORIGINAL_COMMAND\\"`
      return text`restrict,command="${command}" ssh-ed25519 ${{ secret: backupLoginPublicOf(name), as: 'plain' }} ${name}\n`
    })
}
