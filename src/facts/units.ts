import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'
import type { UnitFacts } from './host-facts.js'
import { labelled, wholeNumber } from './labelled.js'

/**
 * Our units, running or not, and those of the system services that we configure; units that do not exist are left
 * out. systemd counts from the start of the monotonic clock, which perl asks the kernel about: /proc/uptime also
 * counts sleep, and in a container it may be the container's own.
 */
export const unitsFact: Fact<Readonly<Record<string, UnitFacts>>> = {
  command: sh`
shopt -s nullglob
files=(/etc/systemd/system/metis-*.service)
perl -e '
  my $now = "\\0" x 16;
  syscall(228, 1, $now) == 0 or exit 1;
  my $uptime = unpack("q", $now);
  printf "booted %d\\nuptime %d\\n", time - $uptime, $uptime;
'
printf '\\n\\n'
systemctl show --no-pager \\
  -p Id -p LoadState -p ActiveState -p SubState -p UnitFileState -p MainPID -p NRestarts -p ExecMainStartTimestampMonotonic \\
  -- nginx.service mariadb.service mysql.service "\${files[@]##*/}" 'metis-*.service'`,
  parse(output) {
    const [first, ...blocks] = output.split(/\n\n+/)
    const { booted, uptime } = labelled(first ?? '')
    const host = { bootedSeconds: wholeNumber(booted), upSeconds: wholeNumber(uptime) }
    return Object.fromEntries(blocks.flatMap((block) => unitIn(block, host)))
  },
}

function unitIn(
  block: string,
  { bootedSeconds, upSeconds }: { bootedSeconds: number; upSeconds: number },
): [string, UnitFacts][] {
  const { Id, LoadState, ActiveState, SubState, ...rest } = properties(block)
  if (Id === undefined || (LoadState === 'not-found' && ActiveState === 'inactive')) return []
  const startedUs = wholeNumber(rest.ExecMainStartTimestampMonotonic)
  const startedSeconds = Math.floor(startedUs / 1_000_000)
  const isRunning = ActiveState === 'active' && startedUs > 0 && upSeconds > 0
  const facts = {
    active: ActiveState ?? '',
    sub: SubState ?? '',
    enabled: rest.UnitFileState === 'enabled',
    pid: wholeNumber(rest.MainPID),
    restarts: wholeNumber(rest.NRestarts),
    since: startedUs === 0 || bootedSeconds === 0 ? 0 : bootedSeconds + startedSeconds,
    ...(isRunning ? { runningSeconds: Math.max(0, upSeconds - startedSeconds) } : {}),
  }
  return [[Id, facts]]
}

function properties(block: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null)
  for (const line of block.split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0) found[line.slice(0, equals)] = line.slice(equals + 1)
  }
  return found
}
