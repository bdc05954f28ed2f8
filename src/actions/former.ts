import { type Command, lines, sh } from '../lib/command.js'
import { hostIsHeld } from './hold.js'

/** Seconds after its start within which an instance that nobody waits for any more has to show that it is well. */
const CONFIRM_SECONDS = 75
/** The same after its change was found to be cut off, and for a change that had not come to its start. */
const LEAST_SECONDS = 10

/** How the last line of what was put back begins. */
export const PUT_BACK = 'put back: '
export const NOT_PUT_BACK = 'put back, and not well: '

/**
 * What an instance was started from, in DIR, root's own, from before it is changed until it is ready:
 *
 *     keep_former anew|on DIR UNIT HEALTH READERS PATH...
 *                                   keeps it, and has systemd run a watch beside; `on`: what a change that was cut off has kept stays,
 *                                   since what is there now is a half of that
 *     former_is_kept DIR                            this script goes on with the change; 1 when it was put back meanwhile
 *     drop_former DIR                               the change is good
 *     go_back DIR                                   puts it back, starts it again where it was started, and says how it is
 *
 * The watch ends with DIR. When the script that changes the instance is gone, and the root shell that had it, since a run may
 * have other work between a change and the start, it asks for the instance's health, and puts it back where that can't be confirmed.
 * DIR.ended says how it came out.
 */
const formerFunctions: Command = sh`
begun_at() {
  local stat=''
  { IFS= read -r stat </proc/"$1"/stat; } 2>/dev/null || return 1
  set -- \${stat##*) }
  echo "\${20}"
}
keep_former() {
  local how=$1 dir=$2 unit=$3 health=$4 readers=$5 path place=0 name
  local -A kept=()
  shift 5
  name="former-\${unit%.service}"
  ! systemctl --quiet is-active "$name" || systemctl stop "$name"
  [ "$how" = on ] && [ ! -e "$dir.ended" ] || rm -rf --one-file-system -- "$dir" "$dir.ended"
  install -d -m 0700 -- "\${dir%/*}" "$dir" && { cat -- "$dir/readers" 2>/dev/null; printf '%s\\n' "$readers"; } | sort -u >"$dir/readers.new" \\
    && mv -fT -- "$dir/readers.new" "$dir/readers" && : >>"$dir/paths" || return 1
  # What is written next is not what it may have been started from already.
  [ ! -e "$dir/started" ] || mv -fT -- "$dir/started" "$dir/restarted" || return 1
  while IFS= read -r path; do kept[$path]=$place place=$((place + 1)); done <"$dir/paths"
  for path in "$@"; do
    [ -z "\${kept[$path]-}" ] || continue
    rm -rf --one-file-system -- "$dir/$place"
    # Trees are replaced by renaming, so that what they have been stays; files may be written where they are.
    if [ -L "$path" ] || [ ! -d "$path" ]; then [ ! -e "$path" ] && [ ! -L "$path" ] || cp -a -- "$path" "$dir/$place" || return 1
    else cp -al -- "$path" "$dir/$place" || return 1
    fi
    printf '%s\\n' "$path" >>"$dir/paths" || return 1
    place=$((place + 1))
  done
  printf '%s\\n' "$unit" >"$dir/unit" && printf '%s\\n' "$health" >"$dir/health" && printf '%s\\n' "$former_watch" >"$dir/watch" || return 1
  former_is_kept "$dir" || return 1
  systemd-run --quiet --collect --unit="$name" bash "$dir/watch" "$dir" || return 1
}
by() { local pid; for pid in "$@"; do printf '%s %s\\n' "$pid" "$(begun_at "$pid")"; done; }
former_is_kept() {
  local ended=''
  (
    exec {lock}>>"$1.lock" && flock "$lock" || exit 1
    [ ! -d "$1" ] || { by "$script_pid" $$ >"$1/by"; exit; }
    { IFS= read -r ended <"$1.ended"; } 2>/dev/null
    [ "$ended" = good ] || { echo ${`${PUT_BACK}while nobody was connected`}; exit 1; }
  )
}
former_end() { printf '%s\\n' "$2" >"$1.ended"; rm -rf --one-file-system -- "$1"; }
drop_former() {
  (
    exec {lock}>>"$1.lock" && flock "$lock" || exit 1
    [ ! -d "$1" ] || former_end "$1" good
  )
}
former_files() {
  local dir=$1 path place=0
  while IFS= read -r path; do
    rm -rf --one-file-system -- "$path.metis-former"
    if [ -e "$dir/$place" ] || [ -L "$dir/$place" ]; then
      if [ -L "$dir/$place" ] || [ ! -d "$dir/$place" ]; then cp -a -- "$dir/$place" "$path.metis-former"
      else cp -al -- "$dir/$place" "$path.metis-former" && rm -rf --one-file-system -- "$path"
      fi && mv -fT -- "$path.metis-former" "$path" || return 1
    else
      rm -rf --one-file-system -- "$path"
    fi
    place=$((place + 1))
  done <"$dir/paths"
}
go_back() {
  (
    local dir=$1 unit reader says='' tries
    exec {lock}>>"$dir.lock" && flock "$lock" || exit 1
    [ -d "$dir" ] || exit 0
    IFS= read -r unit <"$dir/unit"
    former_files "$dir" || { echo ${`${NOT_PUT_BACK}its former files could not be written`}; exit 1; }
    systemctl daemon-reload
    while IFS= read -r reader; do [ -z "$reader" ] || systemctl reload-or-restart "$reader"; done <"$dir/readers"
    . "$dir/health"
    if [ -e "$dir/started" ] || [ -e "$dir/restarted" ]; then
      systemctl reset-failed "$unit" 2>/dev/null
      systemctl restart "$unit"
    fi
    for ((tries = 0; tries < 60; tries++)); do
      if says=$( (former_health) 2>&1); then
        echo ${PUT_BACK}"$says"
        former_end "$dir" back
        exit
      fi
      sleep 1
    done
    echo ${NOT_PUT_BACK}"\${says##*$'\\n'}"
    former_end "$dir" back
  )
}
former_watched() {
  local dir=$1 pid begun alive started='' cut=''
  while sleep 1; do
    [ -d "$dir" ] || return 0
    # Who was killed while it wrote that has left it empty, or half.
    alive=''
    while read -r pid begun; do [ -z "$begun" ] || [ "$(begun_at "$pid")" != "$begun" ] || alive=yes; done <"$dir/by"
    [ -z "$alive" ] || { cut=''; continue; }
    cut=\${cut:-$SECONDS}
    if [ -e "$dir/started" ]; then
      started=\${started:-$((SECONDS - $(date +%s) + $(stat -c %Y "$dir/started")))}
      if ( . "$dir/health"; former_health ) >/dev/null 2>&1; then drop_former "$dir"; return; fi
      [ "$SECONDS" -ge "$((started + ${CONFIRM_SECONDS}))" ] || continue
    fi
    [ "$SECONDS" -ge "$((cut + ${LEAST_SECONDS}))" ] || continue
    # It runs as it was, and the next run has seen what is written: that goes on from there.
    [ -e "$dir/started" ] || ! host_is_held || continue
    go_back "$dir"
    return
  done
}
`

/**
 * For a start that nobody guards, or an end: what an earlier run left in `former` to be put back must not be, once this one has gone on
 * from there.
 */
export function dismissFormer(unit: string, former: string): Command {
  const watch = watchOf(unit)
  return sh`! systemctl --quiet is-active ${watch} || systemctl stop ${watch}
[ ! -d ${former} ] || { echo good >${`${former}.ended`}; rm -rf --one-file-system -- ${former}; }`
}

function watchOf(unit: string): string {
  return `former-${unit.replace(/\.service$/, '')}`
}

/** For a batch: the functions, and the watch that they leave. */
export const formerScript: Command = lines(
  sh`script_pid=$BASHPID`,
  formerFunctions,
  hostIsHeld,
  sh`former_watch=$(declare -f host_is_held http tcp_open listens_as know_sockets begun_at drop_former former_end former_files go_back former_watched; echo 'cd /; former_watched "$1"')`,
)

/** What `go_back` and the watch ask, as a file of its own. */
export function formerHealth(health: Command): Command {
  return sh`former_health() {\n${health}\n}`
}
