import { instancePaths } from '../topology/host-paths.js'
import type { HostNeeds, ServiceInput } from './service.js'
import { unitWord as word } from './unit-word.js'

/** Lines of `[Service]` that take from a service what it does not need, as far as the host's systemd knows them. */
export function hardening(input: ServiceInput, needs: HostNeeds): string[] {
  const version = SYSTEMD[input.distribution] ?? OLDEST
  return [...FOR_ALL, ...ofPlaces(input, needs), ...ofCalls(needs)].flatMap(([since, line]) =>
    since <= version ? [line] : [],
  )
}

type Line = readonly [since: number, line: string]

const OLDEST = 237
/** Version of the systems that are supported. */
const SYSTEMD: Readonly<Record<string, number>> = {
  'ubuntu-18.04': OLDEST,
  'ubuntu-20.04': 245,
  'debian-11': 247,
  'ubuntu-22.04': 249,
  'debian-12': 252,
  'ubuntu-24.04': 255,
  'debian-13': 257,
}

const FOR_ALL: readonly Line[] = [
  [OLDEST, 'UMask=0077'],
  [OLDEST, 'LimitCORE=0'],
  [OLDEST, 'NoNewPrivileges=yes'],
  [OLDEST, 'CapabilityBoundingSet='],
  [OLDEST, 'PrivateUsers=yes'],
  [OLDEST, 'PrivateTmp=yes'],
  [OLDEST, 'PrivateDevices=yes'],
  [248, 'PrivateIPC=yes'],
  [OLDEST, 'RemoveIPC=yes'],
  [247, 'ProtectProc=invisible'],
  [OLDEST, 'ProtectSystem=strict'],
  [OLDEST, 'ProtectKernelTunables=yes'],
  [OLDEST, 'ProtectKernelModules=yes'],
  [244, 'ProtectKernelLogs=yes'],
  [OLDEST, 'ProtectControlGroups=yes'],
  [245, 'ProtectClock=yes'],
  [242, 'ProtectHostname=yes'],
  [OLDEST, 'RestrictNamespaces=yes'],
  [OLDEST, 'RestrictRealtime=yes'],
  [242, 'RestrictSUIDSGID=yes'],
  [OLDEST, 'LockPersonality=yes'],
  [OLDEST, 'SystemCallArchitectures=native'],
]

/** Of other services and of other programs: the data service hands out any file that it can read. */
const HIDDEN =
  '/srv /boot /mnt /media /var/lib/mysql /var/log /var/www /etc/nginx /etc/mysql /etc/ssh /run/lock /var/lib/systemd /var/cache /var/spool /var/backups'.split(
    ' ',
  )
const LIBRARIES = '/usr/lib /lib /lib64'.split(' ')
const PROGRAMS = '/usr /bin /sbin /lib /lib64'.split(' ')

function ofPlaces(input: ServiceInput, { startsNothing, readsProc }: HostNeeds): readonly Line[] {
  const { installDirectory: root } = input.topology
  const { home, data, log } = instancePaths(input)
  const elsewhere = input.elsewhere ?? []
  const own = [root, input.root ?? root, ...elsewhere]
  const hidden = HIDDEN.filter((path) => !own.some((one) => one === path || one.startsWith(`${path}/`)))
  const programs = startsNothing ? LIBRARIES : PROGRAMS
  return [
    // Whatever PrivateTmp says, all services have one /dev/shm.
    [238, `TemporaryFileSystem=${word(`${root}:ro`)} /dev/shm:mode=1777,nodev,nosuid,noexec`],
    [238, `BindReadOnlyPaths=${word(home)}`],
    [238, `BindPaths=${[data, log].map((path) => word(path)).join(' ')}`],
    [OLDEST, `ReadWritePaths=${[data, log, ...elsewhere].map((path) => word(path)).join(' ')}`],
    [OLDEST, `InaccessiblePaths=${hidden.map((path) => `-${path}`).join(' ')}`],
    [249, 'NoExecPaths=/'],
    [249, `ExecPaths=${[...programs.map((path) => `-${path}`), word(`${home}/releases`)].join(' ')}`],
    ...(readsProc ? [] : [[247, 'ProcSubset=pid'] as const]),
  ]
}

function ofCalls({ families = [], makesCode, calls = [] }: HostNeeds): readonly Line[] {
  return [
    [OLDEST, `RestrictAddressFamilies=${['AF_INET', ...families].join(' ')}`],
    ...(makesCode ? [] : [[OLDEST, 'MemoryDenyWriteExecute=yes'] as const]),
    [239, 'SystemCallFilter=@system-service'],
    [239, 'SystemCallFilter=~@privileged @resources'],
    ...calls.map((call) => [239, `SystemCallFilter=${call}`] as const),
    // A refusal is survived where an end is not.
    [239, 'SystemCallErrorNumber=EPERM'],
  ]
}
