import { type Command, sh } from '../lib/command.js'

/** Root's own, so that nobody else can hold it; a directory is locked as well as a file. Gone with the next boot. */
const TURN = '/run/metis-installer'
const TURN_SECONDS = 300
/** Long enough for all but the longest single actions, and short enough for somebody who only sees it wait. */
const SETTLE_SECONDS = 60

/**
 * Bash function `take_turn`: waits until no other script works on the host, and keeps others waiting until this
 * shell ends. With `turn` set to anything there is nothing to wait for.
 */
export const turnFunction: Command = sh`
take_turn() {
  [ -z "$turn" ] || return 0
  { [ -d ${TURN} ] || mkdir -p -m 0700 ${TURN} 2>/dev/null; } && exec {turn}<${TURN} || { turn='not to be had'; return 0; }
  flock -n "$turn" && return 0
  echo 'an earlier run was cut off and is still finishing an action on this host; waiting for it'
  flock -w ${TURN_SECONDS} "$turn" || { echo ${`it did not finish within ${TURN_SECONDS} seconds`}; turn=''; return 1; }
}`

/** Exit code of `unlessBusy`. */
export const BUSY = 75

/** Ends the script that begins with it where somebody works on the host. */
export const unlessBusy: Command = sh`if [ -d ${TURN} ]; then
  exec {turn}<${TURN} && flock -n "$turn" || exit ${BUSY}
  exec {turn}<&-
fi`

/** Ends once nobody works on the host, or after a minute: what is asked then will not have changed a moment later. */
export const awaitSettled: Command = sh`[ ! -d ${TURN} ] || flock -w ${SETTLE_SECONDS} ${TURN} true || true`
