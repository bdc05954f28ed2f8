import { sh } from '../lib/command.js'
import { wholeNumber } from './answer.js'
import type { Fact } from './fact.js'
import type { UnitFacts } from './host-facts.js'

/** A unit as systemd shows it. */
export interface ShownUnit extends Omit<UnitFacts, 'since' | 'runningSeconds'> {
  readonly id: string
  /** Of its last start, since the start of the monotonic clock; 0 when never. */
  readonly startedSeconds: number
}

/**
 * Our units, running or not, and those of the system services that we configure; units that do not exist are left out.
 * systemd looks long for a unit that it does not know, so it is only asked for those that somewhere have a file, or that
 * it knows by such a name: what runs may have lost its file.
 */
export const unitsFact: Fact<readonly ShownUnit[]> = {
  command: sh`
shopt -s nullglob
files=(/etc/systemd/system/metis-*.service)
for unit in nginx mariadb mysql; do
  for folder in {/etc,/run,/usr/local/lib,/usr/lib,/lib}/systemd/system /run/systemd/generator{,.early,.late}; do
    [ -e "$folder/$unit.service" ] && { files+=("$unit.service"); break; }
  done
done
exec systemctl show --no-pager \\
  -p Id -p LoadState -p ActiveState -p SubState -p UnitFileState -p MainPID -p NRestarts -p ExecMainStartTimestampMonotonic \\
  -- "\${files[@]##*/}" 'metis-*.service' 'nginx.service*' 'mariadb.service*' 'mysql.service*'`,
  parse: (output) => output.split(/\n\n+/).flatMap(unitIn),
}

function unitIn(block: string): ShownUnit[] {
  const { Id, LoadState, ActiveState, SubState, ...rest } = properties(block)
  if (Id === undefined || (LoadState === 'not-found' && ActiveState === 'inactive')) return []
  return [
    {
      id: Id,
      active: ActiveState ?? '',
      sub: SubState ?? '',
      enabled: rest.UnitFileState === 'enabled',
      pid: wholeNumber(rest.MainPID),
      restarts: wholeNumber(rest.NRestarts),
      startedSeconds: Math.floor(wholeNumber(rest.ExecMainStartTimestampMonotonic) / 1_000_000),
    },
  ]
}

function properties(block: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null)
  for (const line of block.split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0) found[line.slice(0, equals)] = line.slice(equals + 1)
  }
  return found
}
