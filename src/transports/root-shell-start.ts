import { randomBytes } from 'node:crypto'
import { HOLD_LOST, LEASE_SECONDS } from '../actions/hold.js'

/** How a root shell is started. Tokens tell its words from whatever a login prints. */
export interface RootShellStart {
  readonly argv: readonly string[]
  /** Printed when bash runs as root. */
  readonly hello: string
  /** What sudo prints when it wants a password; `of`: whose, by its settings (`targetpw`, `rootpw`). */
  readonly prompt: RegExp
}

/**
 * The command line that a root shell is started by: short, without a secret, and without a quote or backslash that
 * another login shell than bash might read differently. The loop itself follows over stdin.
 */
export function rootShellStart(withSudo: boolean): RootShellStart {
  const token = randomBytes(12).toString('hex')
  const hello = `metis-root-${token}`
  const prompt = `metis-password-${token}`
  const asked = new RegExp(`${prompt}:(?<of>\\S*?):`, 'g')
  const bootstrap = `echo ${hello}; read -r n; IFS= read -r -N "$n" s; eval "$s"`
  const bash = ['bash', '--norc', '-c', bootstrap]
  const sudo = withSudo ? ['sudo', '-S', '-p', `${prompt}:%p:`, '--'] : []
  return { argv: ['env', '-u', 'BASH_ENV', 'LC_ALL=C', ...sudo, ...bash], hello, prompt: asked }
}

/**
 * What the root shell does, read over stdin as well. Its first input line is the marker of ends.
 *
 * `run ID BYTES` + script: runs it in a process group of its own, with no input; `stop` ends that group. `ask` does the
 * same for a script that changes nothing.
 * `feed ID BYTES` + script + body: runs it with the body as its input, all of which it reads before it succeeds. A failed
 * one may leave input unread, so the shell ends with it.
 *
 * `enter BYTES` + script: the shell itself evaluates it, and prints nothing. `alive` is a sign of life: once the shell holds
 * its host (`actions/hold.ts`), it ends when there is none for a minute, and a script that changes something is refused when
 * the hold is lost.
 *
 * Scripts are read by bash itself, as bytes: two processes for each were most of what a small script cost.
 *
 * Once there is a script that changes something, output passes through `tee -p`, which goes on reading when nobody
 * listens any more: a script whose connection is lost comes to its own end (a package manager that is killed half way
 * leaves a host to be repaired by hand).
 */
export const ROOT_SHELL_LOOP = `
IFS= read -r mark
umask 022
cd /
unset HISTFILE
exec 2>/dev/null
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
LC_ALL=C.UTF-8
# Two bytes that are one letter only where that locale is to be had.
letter=$'\\303\\274'
[ "\${#letter}" = 1 ] || LC_ALL=C
set -m
job= shelter= held= hold= hold_lost=
# Bytes of a script. One that stops half way is as silent as one that says nothing.
script_of() { LC_ALL=C IFS= read -r \${held:+-t ${LEASE_SECONDS}} -N "$1" script; }
while :; do
  read -r \${held:+-t ${LEASE_SECONDS}} verb id size || { ended=$?; break; }
  case $verb$shelter in
  run | feed)
    shelter=-
    set +m
    if tee -p /dev/null </dev/null >/dev/null 2>&1; then
      exec > >([ -z "$hold" ] || exec {hold}>&-; exec tee -p /dev/null)
    fi
    set -m
    ;;
  esac
  case $verb in
  enter)
    script_of "$id" || { ended=$?; break; }
    eval "$script" </dev/null
    continue
    ;;
  run | ask | feed) script_of "$size" || { ended=$?; break; } ;;
  esac
  case $verb$hold_lost in
  runyes)
    printf '%s%s ${HOLD_LOST}\\n' "$mark" "$id"
    continue
    ;;
  feedyes)
    printf '%s%s ${HOLD_LOST}\\n' "$mark" "$id"
    exit
    ;;
  esac
  case $verb in
  run | ask)
    {
      # What only looks, and may hang at that, does not keep the hold.
      [ "$verb" = run ] || [ -z "$hold" ] || { exec {hold}>&-; hold=; }
      set -m
      trap 'kill -TERM -- "-$inner"; sleep 2; kill -KILL -- "-$inner"' TERM
      (set +m; unset mark; eval "$script") </dev/null 2>&1 &
      inner=$!
      wait "$inner"
      printf '%s%s %s\\n' "$mark" "$id" "$?"
    } </dev/null &
    job=$!
    ;;
  feed)
    (
      set +m
      # Without the lock, which it might keep for ever, but found and ended by whoever ends the shells of the run.
      [ -z "$hold" ] || { exec {hold}>&- {hold}<"$hold_at/lock"; printf '%s\\n' "$BASHPID" >>"$hold_at/shells"; }
      unset mark
      eval "$script"
    ) 2>&1
    code=$?
    printf '%s%s %s\\n' "$mark" "$id" "$code"
    [ "$code" = 0 ] || exit
    ;;
  stop)
    kill -TERM "$job"
    exit
    ;;
  esac
done
# More than 128: nothing came in time.
[ -z "$held" ] || [ "$ended" -le 128 ] || hold_expired
`
