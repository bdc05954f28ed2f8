import { type Command, lines, sh } from '../lib/command.js'
import type { Text } from '../lib/text.js'

const LARGEST_BYTES = 64 * 1024 * 1024
const LOOK_SECONDS = 60

/**
 * Script that starts a program which writes a log of its own and never ends one: its arguments are the program's command line,
 * and its process becomes the program's. Beside it, in the same unit, another one looks at the log: of what is too long the last part
 * stays as `<log>.1`, and the log begins anew in the same file, which the program has open.
 *
 * `before`: what comes before the program.
 *
 * logrotate would do the same once a day where it is installed and something calls it: not on every host.
 */
export function withBoundedLog(log: string, before: Command): Text {
  return lines(
    sh`#!/bin/bash`,
    before,
    sh`(
  umask 077
  while sleep ${LOOK_SECONDS}; do
    size=$(stat -c %s -- ${log} 2>/dev/null) || continue
    [ "$size" -gt ${LARGEST_BYTES} ] || continue
    # No more than that, however fast it grew; without a place for it, the bound still holds.
    tail -c ${LARGEST_BYTES} -- ${log} >${log}.1
    : >${log}
  done
) </dev/null >/dev/null 2>&1 &
exec "$@"
`,
  ).script
}
