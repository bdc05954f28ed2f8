import { dirname } from 'node:path/posix'
import { type Command, sh } from '../lib/command.js'

/** A file that is to come to a host, whichever way: root's, with mode 0644. */
export interface Incoming {
  readonly path: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** What has arrived of a file lies beside its place under this name, and is never renamed before its whole sum is right. */
export function partialPath({ path, sha256 }: Pick<Incoming, 'path' | 'sha256'>): string {
  return `${dirname(path)}/.${sha256}.partial`
}

export const WRONG_SUM = 61

/** Long enough for one that was cut off to end; one whose connection hangs writes the same bytes at the same places. */
const TURN_SECONDS = 3

/** Bash that waits until no earlier try works on the file, if that is soon, and keeps later ones waiting. */
export function takeTurn(path: string): Command {
  return sh`exec 9<${dirname(path)} && flock -w ${TURN_SECONDS} 9`
}

/** openssl hashes four times faster than coreutils. */
export const digestFunction: Command = sh`
digest() { if command -v openssl >/dev/null; then openssl dgst -sha256 -r; else sha256sum; fi; }`

/**
 * Bash that completes a partial file whose first `offset` bytes are there, with what `source` stores behind them and
 * prints for the sum, and puts the whole at its place. Ends with `WRONG_SUM` and the sum, and without the partial file,
 * when the whole is not what it should be; with the source's own exit code, and with what has arrived so far, when
 * that fails.
 */
export function completeFile(
  incoming: Incoming,
  offset: number,
  source: (partial: string) => Command,
): Command {
  const stored = sh`{ [ ${offset} = 0 ] || head -c ${offset} -- "$partial"; } && ${source(partialPath(incoming))}`
  return placed(
    incoming,
    offset,
    sh`${digestFunction}\nset -o pipefail\nsum=$({ ${stored}; } | digest) || exit`,
  )
}

/** The same for a small file that comes as the input: programs that start faster, and read it once more for its sum. */
export function receiveSmallFile(incoming: Incoming): Command {
  return placed(
    incoming,
    0,
    sh`
head -c ${incoming.size} >"$partial" && sum=$(sha256sum <"$partial") || { code=$?; rm -f -- "$partial"; exit "$code"; }`,
  )
}

function placed({ path, sha256, size }: Incoming, offset: number, arrive: Command): Command {
  const partial = partialPath({ path, sha256 })
  return sh`
target=${path} partial=${partial}
[ -d ${dirname(path)} ] || mkdir -p -- ${dirname(path)} || exit 1
${takeTurn(path)}
umask 022
if [ ${offset} = 0 ]; then
  if [ -e "$partial" ] || [ -L "$partial" ]; then rm -f -- "$partial"; fi
  ( set -C; : >"$partial" ) || exit 1
fi
${arrive}
sum=\${sum:0:64}
if [ "$sum" != ${sha256} ]; then rm -f -- "$partial"; printf '%s\\n' "$sum"; exit ${WRONG_SUM}; fi
[ ${offset} = 0 ] || chmod 0644 -- "$partial" || exit
mv -fT -- "$partial" "$target" || exit
# Behind the sum, a try that did not wait its turn may have begun the partial file anew.
[ "$(stat -c %s -- "$target")" = ${size} ] || { rm -f -- "$target"; exit ${WRONG_SUM}; }
`
}
