import { type Command, sh } from '../lib/command.js'
import { diskSample } from './disk-sample.js'
import { RECORD_DIRECTORY } from './keep-record.js'

/** What a host remembers of runs, beside its record: JSON lines, for root alone. The one before it is kept as well. */
export const RUN_LOG = `${RECORD_DIRECTORY}/runs.log`
const FORMER_RUN_LOG = `${RUN_LOG}.1`
const LARGEST_BYTES = 1024 * 1024
/** By which the host's journal has them: `journalctl -t create-metis-node`. */
const JOURNAL_TAG = 'create-metis-node'
/** Lines that are shown of one host. */
const MOST_LINES = 400

/** A run begins or ends on a host. One that was cut off has no end. */
export interface RunLine {
  /** Made once for a run: the same on all hosts. */
  readonly run: string
  readonly what: 'begun' | 'done' | 'failed' | 'cancelled'
  /** By the clock of the machine where the installer runs, ISO 8601. */
  readonly at: string
  readonly organisation: string
  readonly user: string
  readonly machine: string
  readonly command: string
  /** Digest of the plan. */
  readonly plan: string
  /** Of the record, where one is known. */
  readonly generation?: number
}

/**
 * For a root shell itself: writes the line into the log and into the host's journal, once however often it is sent, and prints
 * nothing; at the end of a run also how full the disk of `installDirectory` is. A shell that has lost its hold writes nothing; a log that was removed does not come back with the end of a run.
 */
export function logRun(given: RunLine, installDirectory?: string): Command {
  const line = {
    ...given,
    user: plain(given.user),
    machine: plain(given.machine),
    command: plain(given.command),
  }
  const { run, what, user, machine, command, plan, generation } = line
  const told = `${command} by ${user}@${machine}: ${what}, plan ${plan}, generation ${generation ?? 'unknown'}, run ${run}`
  const measured =
    what === 'begun' || installDirectory === undefined
      ? sh`:`
      : sh`${diskSample}disk_sample ${installDirectory} run`
  return sh`
[ -n "\${hold_lost-}" ] || (
  [ -z "\${hold-}" ] || exec {hold}>&-
  umask 077
  line=${JSON.stringify(line)}
  [ ${what} != begun ] || mkdir -p -m 0700 -- ${RECORD_DIRECTORY}
  if [ -d ${RECORD_DIRECTORY} ]; then
    ! grep -qsxF -e "$line" -- ${RUN_LOG} || exit
    size=$(stat -c %s -- ${RUN_LOG}) || size=0
    [ "$size" -le ${LARGEST_BYTES} ] || mv -fT -- ${RUN_LOG} ${FORMER_RUN_LOG}
    printf '%s\\n' "$line" >>${RUN_LOG}
    ${measured}
  fi
  timeout 5 logger -t ${JOURNAL_TAG} -- ${told} &
) </dev/null >/dev/null 2>&1`
}

/** Prints the last lines of it. */
export const readRunLog: Command = sh`
tail -qn ${MOST_LINES} -- ${FORMER_RUN_LOG} ${RUN_LOG} 2>/dev/null | tail -n ${MOST_LINES}
true`

function plain(word: string): string {
  return word.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, 100)
}
