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
  -p FragmentPath -p DropInPaths \\
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
      ...madeOtherwise(Id, LoadState, rest),
      startedSeconds: Math.floor(wholeNumber(rest.ExecMainStartTimestampMonotonic) / 1_000_000),
    },
  ]
}

/** What makes one of our units other than its own file says; of no interest where that is nothing. */
function madeOtherwise(
  id: string,
  loadState: string | undefined,
  { FragmentPath = '', DropInPaths = '' }: Readonly<Record<string, string>>,
): Pick<UnitFacts, 'from' | 'dropIns'> {
  if (!id.startsWith('metis-')) return {}
  const from = loadState === 'masked' ? MASKED : FragmentPath
  // Those of a whole kind of units come from the system, or from what runs containers.
  const dropIns = DropInPaths.split(' ').filter((path) => path.includes('/metis-'))
  return {
    ...(from === '' || from === `/etc/systemd/system/${id}` ? {} : { from }),
    ...(dropIns.length === 0 ? {} : { dropIns: dropIns.slice(0, MOST_DROP_INS) }),
  }
}

/** Where a unit comes from that may not be started. */
export const MASKED = '/dev/null'
const MOST_DROP_INS = 20

function properties(block: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null)
  for (const line of block.split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0) found[line.slice(0, equals)] = line.slice(equals + 1)
  }
  return found
}
