import { type Command, lines, sh } from '../lib/command.js'
import type { Action } from './action.js'
import { fileWork } from './file-work.js'
import { leaveHold } from './hold.js'

/** How many times its time a service that gets on is waited for. */
const MOST_PATIENCE = 5
/** Hundredths of a second of work in each second that count as getting on. */
const LEAST_WORK = 5
/** Answers in a row that say otherwise. */
const MOST_LATE = 3

/**
 * Bash functions behind the actions. Every write goes to a temporary name and is renamed; arguments of functions
 * never become arguments of programs where they hold content, so nothing secret is on a command line.
 */
const changeFunctions: Command = sh`
no_foreign_link() {
  local part=$1
  # Services own some of these directories and run code of others: root must not follow where they point.
  while [ -n "$part" ]; do
    if [ -L "$part" ] && [ "$(stat -c %u -- "$part")" != 0 ]; then
      echo "$part is a symbolic link that was not made by root: look at it and remove it"
      return 1
    fi
    part=\${part%/*}
  done
}
make_directory() {
  no_foreign_link "$1" && files directory "$1" "$2" "$3"
}
# The directory itself is given last: one that was cut off begins anew, and is seen to be not done. Others of its former owner may run.
own_directory() {
  local path=$1 owner=$3 unit=$4
  no_foreign_link "$path" || return 1
  if [ -d "$path" ] && [ "$(stat -L -c %U:%G -- "$path")" != "$owner" ]; then
    if [ -n "$(find "$path/" -mindepth 1 -print -quit)" ]; then
      stop_unit "$unit" || return 1
      echo "$path and all that is in it goes to \${owner%:*}"
    fi
    give_below "$path" "$owner" || return 1
  fi
  files directory "$path" "$2" "$owner"
}
give_below() { find "$1/" -mindepth 1 -maxdepth 1 -exec chown -hR -- "$2" {} +; }
stop_unit() {
  local state
  systemctl stop "$1" 2>/dev/null || true
  state=$(systemctl show -p ActiveState -- "$1")
  case $state in *=active | *=*ing) echo "$1 does not stop ($state)"; return 1;; esac
}
put_file() {
  no_foreign_link "\${1%/*}" && files write "$1" "$2" "$3" "$4"
}
keep_file() {
  no_foreign_link "$1" || return 1
  [ -s "$1" ] || put_file "$@"
}
copy_file() {
  local from=$1 path=$2 mode=$3 tmp="$2.metis-incoming"
  [ -d "\${path%/*}" ] || mkdir -p -- "\${path%/*}"
  # What root makes has 0644 by its umask.
  cp --reflink=auto --no-preserve=mode "$from" "$tmp" && { [ "$mode" = 0644 ] || chmod "$mode" "$tmp"; } \
    && mv -fT "$tmp" "$path" && return
  # What does not fit must not fill the disk either.
  rm -f -- "$tmp"
  return 1
}
remove_tree() { if [ -e "$1" ] || [ -L "$1" ]; then rm -rf -- "$1"; fi; }
unpack_tree() {
  local from=$1 path=$2 owner=$3 strip=$4
  remove_tree "$path.metis-incoming"
  remove_tree "$path.metis-old"
  mkdir -p "$path.metis-incoming"
  tar -xf "$from" -C "$path.metis-incoming" --strip-components="$strip" --no-same-owner || {
    rm -rf "$path.metis-incoming"
    return 1
  }
  # What root unpacks without the archive's owners is root's already, thousands of files of it.
  [ "$EUID:$owner" = 0:root:root ] || chown -R "$owner" "$path.metis-incoming"
  chmod 755 "$path.metis-incoming"
  if [ -e "$path" ]; then mv -T "$path" "$path.metis-old"; fi
  mv -T "$path.metis-incoming" "$path"
  remove_tree "$path.metis-old"
}
# An empty directory is nothing that anybody would miss, and what is a file system of its own can't be renamed.
set_aside() {
  local into=$1 name=$2 path begun="$1/.$2"
  shift 2
  no_foreign_link "$into" || return 1
  mkdir -p -m 0700 -- "$into" && mkdir -p -m 0700 -- "$begun" || return 1
  for path in "$@"; do
    [ -n "$(find "$path" ! -type d -print -quit 2>/dev/null)" ] || continue
    [ -L "$path" ] || [ "$(stat -c %d -- "$path")" = "$(stat -c %d -- "$begun")" ] || {
      echo "$path is a file system of its own, which can not be moved to $into: unmount it, or move its files away yourself"
      return 1
    }
    mv -T -- "$path" "$begun/\${path##*/}" || return 1
  done
  rmdir -- "$begun" 2>/dev/null || mv -T -- "$begun" "$into/$name-$(date -u +%Y%m%dT%H%M%SZ)" || return 1
  rmdir -- "$into" 2>/dev/null || :
}
point_link() { files link "$1" "$2"; }
unit_running() {
  local known
  # Whoever asks makes systemd read a unit that it does not know yet.
  known=$(systemctl show -p LoadState -p NeedDaemonReload -p StateChangeTimestampMonotonic -- "$1")
  systemctl --quiet --no-reload enable "$1"
  # A look at all of its files takes it a fifth of a second.
  [[ $known == *LoadState=loaded* && $known == *NeedDaemonReload=no* ]] || systemctl daemon-reload
  # One that was never up or down has failed at nothing.
  [[ $known == *Monotonic=0* ]] || systemctl reset-failed "$1" 2>/dev/null || true
  case $2 in reload) systemctl reload-or-restart "$1";; *) systemctl restart "$1";; esac
}
unit_removed() {
  systemctl --quiet disable --now "$1" 2>/dev/null || systemctl stop "$1" 2>/dev/null || true
  rm -f "/etc/systemd/system/$1"
  systemctl daemon-reload
  systemctl reset-failed "$1" 2>/dev/null || true
}
database() { "$(command -v mariadb || command -v mysql)" "$@" --batch --default-character-set=utf8mb4; }
database_at() {
  local host=$1 port=$2 user=$3 password=$4 statements=$5
  password=\${password//\\\\/\\\\\\\\}; password=\${password//\\"/\\\\\\"}
  printf %s "$statements" | database --defaults-extra-file=<(printf '[client]\\nhost=%s\\nport=%s\\nuser=%s\\npassword="%s"\\n' \\
    "$host" "$port" "$user" "$password")
}
put_key() {
  local answer status deadline=$((SECONDS + 60))
  # A leader that was just elected, and one whose servers are only coming back, takes no writes for a while.
  until consul "$1" PUT "$2" "$3" "/v1/kv/$4" "$5" && [ "$answer" = true ]; do
    [ "$SECONDS" -lt "$deadline" ] || { echo "Consul answered (HTTP $status): $answer"; return 1; }
    sleep 0.5
  done
}
process_state() {
  systemctl show -p MainPID -p NRestarts -p ActiveState -p SubState -- "$1" 2>/dev/null || :
}
field() { local lines=$'\\n'$1$'\\n'; lines=\${lines#*$'\\n'"$2="}; printf %s "\${lines%%$'\\n'*}"; }
# Hundredths of a second that a process has worked, all of its threads.
worked() {
  local stat=''
  { IFS= read -r stat </proc/"$1"/stat; } 2>/dev/null || { echo 0; return; }
  set -- \${stat##*) }
  echo "$((\${12:-0} + \${13:-0}))"
}
# Seconds.
runs_for() {
  local stat='' up=''
  { IFS= read -r stat </proc/"$1"/stat && read -r up _ </proc/uptime; } 2>/dev/null || { echo 0; return; }
  set -- \${stat##*) }
  echo "$((\${up%.*} - \${20} / 100))"
}
last_line_at() { journalctl -u "$1" -n 1 --no-pager -o short-unix 2>/dev/null | sed -n '$s/[. ].*//p'; }
show_log() { journalctl -u "$1" -n 20 --no-pager -o cat 2>/dev/null; }
# Asked again and again, at most once in a second, with \`looked\` and \`restarts\` empty at first: fails once the unit's process has
# ended, with its exit and its last words. Leaves what systemd says in \`state\`.
still_runs() {
  [ "$SECONDS" -gt "\${looked:--1}" ] || return 0
  looked=$SECONDS state=$(process_state "$1")
  restarts=\${restarts:-$(field "$state" NRestarts)}
  case "$(field "$state" ActiveState):$(field "$state" SubState)" in
  failed:* | inactive:* | *:auto-restart) ;;
  *) [ "$(field "$state" NRestarts)" != "$restarts" ] || return 0;;
  esac
  echo "its process has ended ($(systemctl show -p ExecMainStatus --value -- "$1" 2>/dev/null)); last log lines of $1:"
  show_log "$1"
  return 1
}
# Asks on, since some fall sick only after a while. One answer that is late is no illness.
hold_ready() {
  local unit=$2 says='' bad=0 until=$((SECONDS + $1)) state restarts
  state=$(process_state "$unit") restarts=$(field "$state" NRestarts)
  [ "$3" != start ] || until=$((until - $(runs_for "$(field "$state" MainPID)")))
  [ "$SECONDS" -ge "$until" ] || echo "ready; it has to stay so for $((until - SECONDS)) seconds"
  while [ "$SECONDS" -lt "$until" ] || [ "$bad" -gt 0 ]; do
    kill -0 $$ 2>/dev/null || return 1
    sleep 1
    if says=$( (ready) 2>&1); then bad=0; else bad=$((bad + 1)); fi
    [ "$(field "$(process_state "$unit")" NRestarts)" = "$restarts" ] || bad=${MOST_LATE}
    [ "$bad" -lt ${MOST_LATE} ] || { echo "fell sick after it was ready: $says; last log lines of $unit:"; show_log "$unit"; return 1; }
  done
}
# Waits as long as the service gets on: it works, and its log moves. One that has ended has nothing to wait for.
wait_until() {
  local seconds=$1 unit=$2 says='' said='' pauses=(0.05 0.05 0.1 0.2) state='' looked=''
  local deadline=$((SECONDS + seconds)) last=$((SECONDS + ${MOST_PATIENCE} * seconds)) restarts='' pid='' at='' work=''
  while :; do
    if says=$( (ready) 2>&1); then echo "$says"; return 0; fi
    if [ "$says" != "$said" ]; then echo "$says"; said=$says; fi
    # Whoever wanted to know is gone: the next run asks again.
    kill -0 $$ 2>/dev/null || return 1
    still_runs "$unit" || return 1
    pid=$(field "$state" MainPID) work=\${work:-$(worked "\${pid:-0}")}
    if [ "$SECONDS" -ge "$deadline" ]; then
      if [ "$SECONDS" -lt "$last" ] && [ "$(($(worked "\${pid:-0}") - work))" -ge "$((seconds * ${LEAST_WORK}))" ] &&
        at=$(last_line_at "$unit") && [ "$(($(date +%s) - \${at:-0}))" -lt "$seconds" ]; then
        echo "not ready after $seconds seconds, but it gets on: waiting further"
        work=$(worked "$pid") deadline=$((SECONDS + seconds))
        continue
      fi
      echo "not ready after $seconds seconds without progress; last log lines of $unit:"
      show_log "$unit"
      return 1
    fi
    # Most services are there at once, the others not soon.
    sleep "\${pauses[0]:-0.3}"
    pauses=("\${pauses[@]:1}")
  done
}
`

/** Bash functions that install packages of the system, from its own sources or from what was brought along. */
const packageFunctions: Command = sh`
finish_packages() {
  local said deadline=$((SECONDS + 120))
  # What packages start may stay. The shell around keeps the hold until they are installed.
  ${leaveHold}
  # Half done packages were either left by an installation that was cut off, or somebody is at work right now.
  while [ -n "$(dpkg --audit 2>/dev/null)" ]; do
    if said=$(LC_ALL=C dpkg --configure -a --force-confold 2>&1); then echo "$said"; return 0; fi
    case $said in *'locked by another process'*) [ "$SECONDS" -ge "$deadline" ] || { sleep 1; continue; };; esac
    echo "$said"
    return 1
  done
}
install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  export NEEDRESTART_SUSPEND=1
  finish_packages || return 1
  apt_get install --no-install-recommends --no-remove "$@" && return
  # One source of several that does not answer is no matter while the packages can be had.
  apt_get update || echo 'warning: not all package sources could be updated'
  apt_get install --no-install-recommends --no-remove "$@"
}
install_carried_packages() {
  local tar=$1 sum=$2 root="\${1%/*}/unpacked" code=0 found
  shift 2
  # No signature is asked of what is in it: its own sum stands for that.
  found=$(sha256sum < "$tar") || return 1
  [ "\${found%% *}" = "$sum" ] || { echo "$tar is not what was brought here: remove it, and it is brought again"; return 1; }
  export DEBIAN_FRONTEND=noninteractive
  export NEEDRESTART_SUSPEND=1
  finish_packages || return 1
  no_foreign_link "\${root%/*}" || return 1
  rm -rf --one-file-system -- "$root"
  carried_repository "$tar" "$root" && {
    # What others have set up to happen at an update may reach for the network; at an installation it is wanted.
    APT_CONFIG="$root/no-settings" carried_apt "$root" update -qq \
      && carried_apt "$root" install --no-install-recommends --no-remove "$@"
  } || code=$?
  rm -rf --one-file-system -- "$root"
  return "$code"
}
carried_repository() {
  local sum deb
  install -d -m 0700 -- "$2" "$2"/{packages,lists/partial,cache/archives/partial} || return 1
  tar -xf "$1" -C "$2/packages" --no-same-owner --no-same-permissions || return 1
  ( cd "$2/packages" && sha256sum -- *.deb > ../sums && while read -r sum deb; do
      dpkg-deb -f "$deb" && printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' "$deb" "$(stat -c %s -- "$deb")" "$sum" || exit 1
    done < ../sums > Packages ) || return 1
  printf 'deb [trusted=yes] file:%s ./\\n' "$2/packages" > "$2/sources.list"
  printf '%s\\n' 'Dir::Etc::Parts "/dev/null";' 'Dir::Etc::Main "/dev/null";' > "$2/no-settings"
}
carried_apt() {
  local root=$1
  shift
  # Nobody but root may read there, so apt's own account can't.
  apt_get -o Dir::Etc::SourceList="$root/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o Dir::State::Lists="$root/lists" \
    -o Dir::Cache="$root/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}
apt_get() {
  local said code line deadline=$((SECONDS + 300))
  # Its own waiting knows not every lock, and older releases not at all; unattended upgrades run right after boot.
  while :; do
    code=0
    { said=$(apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold "$@" 2>&1 5>&- \\
      | while IFS= read -r line || [ -n "$line" ]; do printf '%s\\n' "$line"; printf '%s\\n' "$line" >&5; done; exit "\${PIPESTATUS[0]}") || code=$?; } 5>&1
    [ "$code" != 0 ] || return 0
    case $said in *'Could not get lock'*) [ "$SECONDS" -ge "$deadline" ] || { sleep 2; continue; };; esac
    return "$code"
  done
}
`

/** The functions behind all actions. */
export const actionFunctions: Command = lines(fileWork, changeFunctions, packageFunctions)

/** Those behind these actions: a host reads all that it is sent, and packages are rarely asked for. */
export function functionsFor(actions: readonly Action[]): Command {
  const arePackagesAsked = actions.some(({ kind }) => kind === 'package')
  return arePackagesAsked ? actionFunctions : lines(fileWork, changeFunctions)
}
