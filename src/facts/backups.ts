import { sh } from '../lib/command.js'
import { wholeNumber } from './answer.js'
import type { Fact } from './fact.js'
import type { Questions } from './questions.js'

/** What a host knows of the backups that its timer makes; times are seconds since the epoch by its clock. */
export interface BackupFacts {
  /** When the timer came; absent where none makes any here. */
  readonly armedAt?: number
  /** The last that was made. */
  readonly madeAt?: number
  /** The last try has failed, and why, as it says. */
  readonly failed?: { readonly at: number; readonly says: string }
  /** The newest of each host that lies here. `damaged`: it is not what was written. */
  readonly files: readonly BackupFile[]
}

interface BackupFile {
  readonly name: string
  /** Which has made it. */
  readonly host: string
  readonly state: 'whole' | 'damaged' | 'gone'
}

/** Seconds that a file may take to be summed up which is not as it was left. */
const SUM_SECONDS = 10
const MOST_FILES = 1000

/** Where org.yaml asks for backups: what was written down as they were made, against what there is. */
export function backupsFact({ backups }: Pick<Questions, 'backups'>): Fact<BackupFacts | undefined> {
  const place = backups?.place
  return {
    command:
      backups === undefined
        ? sh`:`
        : sh`
state=${backups.state}
if [ -e "$state/armed" ]; then
  stat -c 'armed %Y' -- "$state/armed"
  [ ! -r "$state/made" ] || { IFS= read -r -n 20 line <"$state/made"; printf 'made %s\\n' "$line"; }
  [ ! -r "$state/failed" ] || { IFS= read -r -n 400 line <"$state/failed"; printf 'failed %s\\n' "$line"; }
fi
${
  place === undefined
    ? sh`:`
    : sh`${backupFiles}
backup_files ${place.state} ${place.folder}`
}`,
    parse(output) {
      const lines = output.split('\n')
      const told = (word: string) => lines.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1)
      const armed = told('armed')
      const files = lines.flatMap(fileIn).slice(0, MOST_FILES)
      if (armed === undefined && files.length === 0) return undefined
      const made = told('made')
      const [, at, says = ''] = /^(\d{1,12}) (.*)$/.exec(told('failed') ?? '') ?? []
      return {
        ...(armed === undefined ? {} : { armedAt: wholeNumber(armed) }),
        ...(made === undefined ? {} : { madeAt: wholeNumber(made) }),
        ...(at === undefined ? {} : { failed: { at: wholeNumber(at), says: shown(says) } }),
        files,
      }
    },
  }
}

/**
 * A function for hosts: `backup_files STATE FOLDER` prints `file NAME whole|damaged|gone` for the newest of each host. Only one that is not
 * as it was left is read.
 */
export const backupFiles = sh`
backup_files() {
  local names=() name host sum size times now seen=' ' at how
  shopt -s nullglob
  names=("$1"/stored/*)
  shopt -u nullglob
  for ((at = \${#names[@]} - 1; at >= 0; at--)); do
    name=\${names[at]##*/}
    host=\${name##*Z-}
    case $seen in *" $host "*) continue;; esac
    seen="$seen$host " how=whole
    [ -f "\${names[at]}" ] && { read -r sum size times <"\${names[at]}"; } 2>/dev/null || continue
    now=$(stat -c '%s %Y %Z' -- "$2/$name" 2>/dev/null) || how=gone
    if [ "$how" = whole ] && [ "$now" != "$size $times" ]; then
      now=$(timeout ${SUM_SECONDS} sha256sum <"$2/$name")
      case $? in 124) ;; *) [ "\${now%% *}" = "$sum" ] || how=damaged;; esac
    fi
    printf 'file %s %s\\n' "$name" "$how"
  done
}`

function fileIn(line: string): BackupFile[] {
  const [, name = '', host = '', state] =
    /^file ([a-z][a-z0-9-]*-\d{8}T\d{6}Z-([A-Za-z0-9][A-Za-z0-9_.-]*)\.metis-backup) (whole|damaged|gone)$/.exec(
      line,
    ) ?? []
  return state === 'whole' || state === 'damaged' || state === 'gone' ? [{ name, host, state }] : []
}

/** Whoever is root there may have written it. */
function shown(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, 300)
}
