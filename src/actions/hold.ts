import { type Command, sh } from '../lib/command.js'

/** Root's own. Gone with the next boot, as every process that could hold anything is. */
const PLACE = '/run/metis-hold'
/** Longer than any look at the lock takes, which has it for a moment. */
const PATIENCE_SECONDS = 1
/** A shell that holds a host and hears nothing for so long ends, and the hold with it. */
export const LEASE_SECONDS = 60
/** Exit code of a script that a shell refuses, since the hold is not its own any more. */
export const HOLD_LOST = 76

/** Who holds hosts, as it is shown to others. */
export interface HoldFace {
  /** Account on the machine where the installer runs. */
  readonly user: string
  readonly machine: string
  /** `apply` */
  readonly command: string
}

export interface Hold {
  /** Made once for a run; who has the smaller one waits for the other when both take hosts at once. */
  readonly token: string
  readonly face: HoldFace
  /** `taking` until all hosts are held, then what goes on: one word. */
  readonly phase: string
  /** The hold was had before and its connection lost: it is had again only if nobody else had it meanwhile. */
  readonly again?: true
}

/** `phase` until all hosts of a run are held. */
export const TAKING = 'taking'

/** What a shell knows of holds: `held` is its token, `hold_by` who was in the way, `hold_lost` that it may change nothing. */
const functions: Command = sh`
hold_at=${PLACE}
# Token, pid, begin, phase, face of who holds it, as far as they can be read.
hold_read() {
  local line
  of=()
  [ -f "$hold_at/holder" ] || return
  while [ "\${#of[@]}" -lt 5 ] && { read -r -n 999 line || [ -n "$line" ]; }; do of+=("$line"); done <"$hold_at/holder"
}
# A pid may be another program's by now.
hold_has() {
  local at
  for at in "/proc/$1/fd/"*; do [ ! "$at" -ef "$hold_at/lock" ] || return 0; done
  return 1
}
# Who holds it: token, alive or ending, age in seconds, phase, face; a line each.
hold_seen() {
  local of now since state=ending
  hold_read
  printf -v now '%(%s)T' -1
  since=$now
  [[ ! \${of[2]-} =~ ^[0-9]{1,12}$ ]] || since=$((10#\${of[2]}))
  ! hold_has "\${of[1]-}" || state=alive
  printf '%s\\n' "\${of[0]-}" "$state" "$((now - since))" "\${of[3]-}" "\${of[4]-}"
}
hold_write() {
  printf '%s\\n' "$held" $$ "$hold_since" "$1" "$2" >"$hold_at/holder.new" && mv -fT "$hold_at/holder.new" "$hold_at/holder"
}
hold_leave() { [ -z "$hold" ] || exec {hold}>&-; hold='' held=''; }
hold_impossible() { hold_leave; hold_by=impossible; }
# take|again TOKEN PHASE FACE. The kernel has the lock, and gives it back however this shell ends. Only one can have it
# for itself; then it is shared with the other shells of the run, and whoever came between is found by the token.
hold_host() {
  local how=$1 token=$2 phase=$3 face=$4 of
  if [ "$held" = "$token" ]; then hold_write "$phase" "$face"; return; fi
  hold_by='' hold_lost=yes
  { [ -d "$hold_at" ] || mkdir -p -m 0700 "$hold_at"; } && exec {hold}>>"$hold_at/lock" || { hold='' hold_by=impossible; return; }
  flock -w ${PATIENCE_SECONDS} "$hold"
  case $? in
  0) ;;
  1)
    hold_by=$(hold_seen)
    # The host has not noticed that the connection before this one was lost.
    [ "$how" = take ] || [[ $hold_by != "$token"$'\\n'alive* ]] || hold_end_others
    hold_leave
    return
    ;;
  *) hold_impossible; return;;
  esac
  hold_read
  if [ "$how" = again ]; then
    if [ "\${of[0]-}" != "$token" ]; then hold_leave; return; fi
    hold_since=\${of[2]-}
  else printf -v hold_since '%(%s)T' -1
  fi
  held=$token
  hold_write "$phase" "$face" && printf '%s\\n' $$ >"$hold_at/shells" && flock -s "$hold" || { hold_impossible; return; }
  hold_read
  if [ "\${of[0]-}" = "$token" ]; then hold_lost=''; else hold_by=$(hold_seen); hold_leave; fi
}
# Another shell of the run that holds the host.
hold_join() {
  local of
  hold_lost=yes
  exec {hold}>>"$hold_at/lock" || hold=''
  if [ -n "$hold" ] && flock -w 5 -s "$hold" && hold_read && [ "\${of[0]-}" = "$1" ] && printf '%s\\n' $$ >>"$hold_at/shells"; then
    held=$1 hold_since=\${of[2]-} hold_lost=''
  else hold_leave
  fi
}
# Ends the run's other shells, and what takes a file in. Actions come to their end.
hold_end_others() {
  local pid
  while read -r pid; do [ "$pid" = $$ ] || ! hold_has "$pid" || kill -KILL "$pid"; done <"$hold_at/shells"
}
# Nobody spoke for too long: no shell of this run does anything more. Whose the hold was is told until it ends.
hold_expired() {
  local of
  hold_read
  held=''
  hold_write "\${of[3]-}" "\${of[4]-}" || : >"$hold_at/holder"
  hold_end_others
}`

/** For a root shell itself: takes the host, or, where it is held already, tells what goes on. `askHold` tells how it went. */
export function takeHold({ token, face, phase, again }: Hold): Command {
  return sh`${functions}
hold_host ${again ? 'again' : 'take'} ${token} ${phase} ${JSON.stringify(face)}`
}

/** For every further root shell of a run that holds the host. */
export function joinHold(token: string): Command {
  return sh`${functions}
hold_join ${token}`
}

/** For what may leave something running behind, in a shell of its own: that must not keep the hold. */
export const leaveHold: Command = sh`[ -z "\${hold-}" ] || exec {hold}>&-`

/** Prints `mine`, or `other` and who, or nothing when nobody holds the host. */
export const askHold: Command = sh`
if [ -n "\${held-}" ]; then echo mine
elif [ "\${hold_by-}" = impossible ]; then echo impossible
elif [ -n "\${hold_by-}" ]; then printf 'other\\n%s\\n' "$hold_by"
elif [ -n "\${hold_lost-}" ]; then echo lost
elif [ -r ${`${PLACE}/lock`} ]; then
${functions}
  exec {probe}<"$hold_at/lock"
  flock -n "$probe"
  [ $? != 1 ] || { echo other; hold_seen; }
fi`

/** `host_is_held`: somebody's run is at work there. */
export const hostIsHeld: Command = sh`
host_is_held() { ( exec {probe}<${`${PLACE}/lock`} && ! flock -n "$probe" ) 2>/dev/null; }`

/** For a script that works on a host without a connection: `take_host TOKEN FACE [PHASE]` keeps others away until it ends. */
export const takeHost: Command = sh`${functions}
take_host() {
  local tries
  held='' hold=''
  for ((tries = 0; tries < 300; tries++)); do
    hold_host take "$1" "\${3-kit}" "$2" 2>/dev/null
    [ -z "$held" ] || return 0
    # What an earlier run was cut off from comes to its end first.
    case $hold_by in *$'\\n'ending$'\\n'*) ;; *) return 1;; esac
  done
  return 1
}`
