import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import { type Command, sh } from '../../lib/command.js'

/** Of a host that somebody else works on, in steps of 15 seconds. */
const PATIENCE = 240
/** With what was started a moment ago, in steps of 5 seconds. */
const TRIES = 24

/**
 * What `host-script.ts` is made of that is the same on every host: `main`, with the words that its unit gives it, makes a backup of what the
 * functions of that host name, `stand_still`, `make_room`, `pack_standing`, `pack_others`, `entries`, and those of `send.ts`. `try` only sees
 * whether it could be stored.
 */
export const hostBackupFunctions: Command = sh`
hex() { od -An -vtx1 | tr -d ' \\n'; }
digest() { local sum; sum=$(printf %s "$1" | sha256sum) && printf %s "\${sum:0:64}"; }
main() {
  case \${1-} in
  again) clean_up; exit;;
  unbegun) say_failed "systemd has not begun it\${folder:+: most often what belongs at $folder is not mounted}"; exit;;
  esac
  mkdir -p -m 0700 -- "$state" || exit
  take_alone || { echo 'a backup of this host is being made already'; exit 0; }
  if [ "\${1-}" = try ]; then ready; local code=$?; rm -rf -- "$work"; exit "$code"; fi
  # What the last one was cut off from.
  start_again
  make_backup >"$state/said" 2>&1
  local code=$?
  start_again >>"$state/said" 2>&1 || code=1
  rm -rf -- "$work"
  cat -- "$state/said"
  if [ "$code" = 0 ]; then
    printf '%(%s)T\\n' -1 >"$state/made" && rm -f -- "$state/failed"
    exit
  fi
  failed "$(tail -n 1 -- "$state/said")"
  exit 1
}
take_alone() { exec {alone}>"$state/alone" && flock -n "$alone"; }
# What is left by one that has ended, however it has: what stands still, and what it had packed, in clear.
clean_up() {
  [ -d "$state" ] || { rm -rf -- "$work"; return; }
  # One that runs does so itself.
  take_alone || return 0
  [ "\${SERVICE_RESULT-success}" = success ] || say_failed "it was cut off: $SERVICE_RESULT"
  rm -rf -- "$work"
  start_again
}
# failed SAYS: what status tells.
failed() { printf '%(%s)T %s\\n' -1 "$(tr -cd '[:print:]' <<<"$1" | cut -c 1-300)" >"$state/failed"; }
# What the backup itself has said within the minute says more.
say_failed() {
  local at='' now
  [ -d "$state" ] || return 0
  printf -v now '%(%s)T' -1
  [ ! -r "$state/failed" ] || read -r at _ <"$state/failed"
  [[ $at =~ ^[0-9]{1,12}$ && $((now - 10#$at)) -lt 60 ]] || failed "$1"
}
# Sets record.
newest_record() {
  local records=()
  shopt -s nullglob
  records=(${RECORD_DIRECTORY}/*.json)
  shopt -u nullglob
  [ "\${#records[@]}" != 0 ] || { echo 'the host has no record of its organisation: nothing was stopped, and nothing is backed up'; return 1; }
  record=\${records[-1]}
}
# Has the host while something stands still: whoever changes it waits, or is waited for.
make_backup() {
  local tries record place since still=''
  newest_record && ready || return
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
  [ ! -e "$state/standing" ] || { since=$(stat -c %Y -- "$state/standing") && still=$(tr '\\n' ' ' <"$state/standing"); }
  start_again || return
  [ -z "$still" ] || echo "\${still}stood still for $(($(date +%s) - since)) s"
  hold_leave
  pack_others
  gather_all && store
}
# works NAME COMMAND: nobody is there to help what does not come back from a stop.
works() {
  local said tries
  for ((tries = 0; tries < ${TRIES}; tries++)); do
    [ "$tries" = 0 ] || sleep 5
    said=$( (know_sockets; "$2") </dev/null 2>&1) && return
  done
  echo "$1 is not seen to work, and might not come back from a stop: nothing was stopped, and nothing is backed up ($(tail -n 1 <<<"$said"))"
  return 1
}
start_again() {
  local unit code=0
  [ -e "$state/standing" ] || return 0
  while IFS= read -r unit; do systemctl start "$unit" || { echo "$unit does not start again"; code=1; }; done <"$state/standing"
  rm -f -- "$state/standing"
  return "$code"
}
# folder_file PATH FROM: what the organisation's folder has too.
folder_file() {
  local path=folder/$1 sum size
  [ -e "$2" ] || return 0
  mkdir -p -- "$work/\${path%/*}" && cp -- "$2" "$work/$path" && sum=$(sha256sum <"$work/$path") && size=$(stat -c %s -- "$work/$path") || return
  names+=("$path")
  files+=("{\\"path\\":\\"$path\\",\\"size\\":$size,\\"sha256\\":\\"\${sum:0:64}\\"}")
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
  local record head id generation program files=() parts=() names=()
  # Whoever had the host meanwhile may have left another one.
  newest_record && mkdir -p -- "$work/hosts/$host" && folder_file applied.jsonl "$record" || return
  IFS= read -r head <"$work/folder/applied.jsonl"
  [[ $head =~ \\"id\\":\\"([^\\"\\\\]*)\\" ]] && id=\${BASH_REMATCH[1]} || return
  [[ $head =~ \\"generation\\":([0-9]{1,8})[,}] ]] && generation=\${BASH_REMATCH[1]} || return
  [[ $head =~ \\"program\\":\\"([^\\"\\\\]*)\\" ]] && program=\${BASH_REMATCH[1]} || return
  entries || return
  [ "\${#names[@]}" != 1 ] || { echo 'there is nothing on this host to back up'; return 1; }
  at=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
  printf '{"version":1,"organisation":"%s","id":"%s","generation":%s,"release":"%s","program":"%s","at":"%s","user":"root","machine":"%s","withData":false,"files":[%s],"parts":[%s]}\\n' \\
    "$organisation" "$id" "$generation" "$release" "$program" "$at" "$host" \\
    "$(IFS=,; printf %s "\${files[*]}")" "$(IFS=,; printf %s "\${parts[*]}")" >"$work/manifest.json" || return
  printf '%s\\n' manifest.json "\${names[@]}" >"$work/names"
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
# summed FILE: passes on what it reads; the sum of that is in the file afterwards.
summed() {
  local pid code=0
  rm -f -- "$1.pass" && mkfifo -- "$1.pass" || return
  sha256sum <"$1.pass" >"$1" & pid=$!
  tee -- "$1.pass" || code=1
  wait "$pid" && return "$code"
}
# What is sealed, and a sum of it that only this host can make.
whole() {
  local sum
  seal | summed "$work/sealed.sum" && read -r sum _ <"$work/sealed.sum" && printf '%s\\n' "$(digest "$key$(digest "$key$sum")")"
}
# With its sum at the end, so that whoever stores it sees that all of it has come.
stream() {
  local sum
  whole | summed "$work/whole.sum" && read -r sum _ <"$work/whole.sum" && printf '%s\\n' "$sum"
}
store() {
  local answer code sum tries
  for tries in {1..5}; do
    answer=$(stream | deliver | head -c 1000)
    code=$?
    [ "$code" != 0 ] && crowded "$answer" || break
  done
  answer=$(last_of "$answer")
  if [ "$code" = 0 ] && [[ $answer =~ ^kept\\ [^\\ ]+\\ ([0-9a-f]{64})\\ [0-9]+$ ]] && read -r sum _ <"$work/whole.sum" && [ "$sum" = "\${BASH_REMATCH[1]}" ]; then
    stored && echo "$answer"
  else
    [ -z "$answer" ] || echo "$refused$answer"
    return 1
  fi
}
last_of() { tail -n 1 <<<"$1" | tr -cd '[:print:]'; }`
