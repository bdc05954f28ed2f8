import { type Command, sh } from '../../lib/command.js'
import { secret } from '../../lib/text.js'
import { backupPlace, backupState, receiverOf, receivingAccount } from '../../roles/host-backups.js'
import { backupLoginOf } from '../../roles/secret-names.js'
import type { Topology } from '../../topology/topology.js'
import type { Door } from './door.js'
import { receiveFunctions, receivingPaths } from './receive.js'

/**
 * The functions of a host's backup script that know where its backups go: `ready`, which fails with the reason where none could be
 * stored, before anything is stopped; `deliver`, which takes one by standard input as `receive` does; `crowded`, whether another try may
 * go better than the one that has said this; and `stored`, once it is.
 */
export function deliveryOf(topology: Topology, host: string, door: Door | undefined): Command {
  const receiver = receiverOf(topology)
  if (receiver === undefined) return hereOnly(topology, host)
  if (receiver.name === host) return asReceiver(topology, host)
  return sh`
receiver=${receiver.name} address=${receiver.address} port=${door?.port ?? 22} account=${receivingAccount(topology).account} login=${secret(backupLoginOf(host))}
host_keys=(${door?.keys ?? []})
${SENDING}`
}

/** Into a folder of its own, as root. */
function hereOnly(topology: Topology, host: string): Command {
  const place = backupPlace(topology, host)
  return sh`
folder=${place?.folder ?? ''} notes=${`${backupState(topology.organisation)}/stored`} from=$host keep=${topology.backup?.keep ?? 1} largest=$((2 ** 62)) spare=0 sum=
${receiveFunctions}
refused=''
crowded() { return 1; }
ready() { find_place; }
deliver() { mkdir -p -- "$folder" "$notes" && receive; }
stored() { printf '%s\\n' "$folder" "$place" >"$state/place"; }
# Sets place, where what has the folder is mounted. With the mount of before away it would fill the host's own disk, and be lost with it.
find_place() {
  local at=$folder known=()
  # Nothing is made there yet.
  until [ -d "$at/." ]; do at=\${at%/*}; done
  place=$(stat -c %m -- "$at/.") || return
  [ ! -r "$state/place" ] || mapfile -t known <"$state/place"
  [ "\${known[0]-}" != "$folder" ] || [[ $place/ == "\${known[1]%/}"/* ]] || {
    echo "what was mounted at \${known[1]}, with $folder, is away: mount it, or if it stays so: sudo rm $state/place"
    return 1
  }
}`
}

/** As any other host, but for the way there. */
function asReceiver(topology: Topology, host: string): Command {
  const { script } = receivingPaths(topology)
  const { account } = receivingAccount(topology)
  return sh`
there() { runuser -u ${account} -- /usr/bin/env -i /bin/bash ${script} ${host} "$1"; }
refused=''
crowded() { return 1; }
ready() { there try >/dev/null; }
deliver() { there put; }
stored() { :; }`
}

/** With a key that may do nothing there but this. What is said there, in either way, are words of another host. */
const SENDING: Command = sh`
refused="$receiver ($address, port $port) does not take it: "
there() {
  mkdir -p -m 0700 -- "$work" &&
    printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\\n%s\\n-----END OPENSSH PRIVATE KEY-----\\n' "$login" >"$work/login" &&
    printf 'receiver %s\\n' "\${host_keys[@]}" >"$work/receiver" || return
  ssh -F /dev/null -T -x -a -i "$work/login" -l "$account" -p "$port" -o BatchMode=yes -o IdentitiesOnly=yes -o IdentityAgent=none \\
    -o HostKeyAlias=receiver -o UserKnownHostsFile="$work/receiver" -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes \\
    -o UpdateHostKeys=no -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4 -o LogLevel=ERROR -- "$address" "$1" 2>&1
}
ready() {
  local said tries
  [ "\${#host_keys[@]}" != 0 ] || { echo "no SSH server of $receiver was seen when this was installed"; return 1; }
  for tries in {1..5}; do
    said=$(there try </dev/null | head -c 1000) && return
    crowded "$said" || break
  done
  echo "$refused$(last_of "$said")"
  return 1
}
# Many hosts come in one minute, and sshd lets only so many begin at a time: the others try again, each at another moment.
crowded() { case $(last_of "$1") in *'onnection closed'* | *'onnection reset'*) sleep "$((RANDOM % 15 + 1))";; *) return 1;; esac; }
deliver() { there put; }
stored() { :; }`
