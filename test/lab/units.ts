import type { Lab } from './lab.js'

/** One start of a unit: another pid or another time is another start. */
export interface UnitState {
  readonly active: string
  readonly pid: number
  /** When it became active, by the host's monotonic clock. */
  readonly since: string
}

/** Every unit of the organisation on every host, and the system's own that it uses, as `unit@host`. */
export async function unitStates(lab: Lab): Promise<Readonly<Record<string, UnitState>>> {
  const ofHosts = await Promise.all(
    Object.values(lab.hosts).map(async (host) => {
      const { stdout } = await host.exec(SHOW)
      return stdout.split(/\n\n+/).flatMap((block): [string, UnitState][] => {
        const {
          Id = '',
          LoadState,
          ActiveState = '',
          MainPID,
          ActiveEnterTimestampMonotonic = '',
        } = properties(block)
        if (LoadState !== 'loaded') return []
        const name = Id.replace(/\.service$/, '')
        return [
          [
            `${name}@${host.name}`,
            { active: ActiveState, pid: Number(MainPID), since: ActiveEnterTimestampMonotonic },
          ],
        ]
      })
    }),
  )
  return Object.fromEntries(ofHosts.flat().sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Names of the units that run now, and not since before. */
export function restarted(
  before: Readonly<Record<string, UnitState>>,
  after: Readonly<Record<string, UnitState>>,
): string[] {
  return Object.entries(after)
    .filter(([name, { pid, since }]) => before[name]?.pid !== pid || before[name]?.since !== since)
    .map(([name]) => name)
}

const SHOW = `systemctl show --no-pager -p Id -p LoadState -p ActiveState -p MainPID -p ActiveEnterTimestampMonotonic \
  -- nginx.service mariadb.service 'metis-*.service'`

function properties(block: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}
