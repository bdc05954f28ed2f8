import { readFileSync } from 'node:fs'
import { execa } from 'execa'
import { createCgroup } from './cgroups.js'
import { networkNamespace } from './lab-state.js'

export interface HostBoot {
  lab: string
  name: string
  root: string
  log: string
}

/** Starts a host and returns the process that keeps it: it outlives us, and starts a host again that reboots itself. */
export function startHost({ lab, name, root, log }: HostBoot): number {
  const namespace = networkNamespace(lab, name)
  const flags = [
    '--quiet',
    `--directory=${root}`,
    `--machine=${namespace}`,
    `--hostname=${name}`,
    `--network-namespace-path=/run/netns/${namespace}`,
    // Which is theirs, as a real host's is.
    '--capability=CAP_NET_ADMIN',
    '--boot',
    '--register=no',
    '--keep-unit',
    '--link-journal=no',
    '--resolv-conf=off',
    '--timezone=off',
    '--console=read-only',
  ]
  // 133 is how nspawn says "it wants to boot again" when no unit does that for it.
  const script = `
    for group in $GROUPS_TO_JOIN; do echo $$ > "$group"; done
    unset GROUPS_TO_JOIN
    while systemd-nspawn "$@" >> "$LOG" 2>&1; [ $? = 133 ]; do :; done`
  const env = {
    GROUPS_TO_JOIN: createCgroup(lab, name).join(' '),
    LOG: log,
    PATH: process.env.PATH ?? '/usr/sbin:/usr/bin',
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
    // A host may tune its own network.
    SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
    SYSTEMD_NSPAWN_LOCK: '0',
  }
  const keeper = execa('bash', ['-c', script, 'keep-host', ...flags], {
    env,
    extendEnv: false,
    stdio: 'ignore',
    detached: true,
    cleanup: false,
    reject: false,
  })
  keeper.unref()
  if (keeper.pid === undefined) throw new Error('bash did not start')
  return keeper.pid
}

/** The host's init as this machine sees it; it differs after a reboot. Undefined while there is none. */
export function findInit(keeper: number): number | undefined {
  const descendants = childrenOf(keeper).flatMap(childrenOf)
  return descendants.find(isInit)
}

function isInit(pid: number): boolean {
  // The last number is the pid in the innermost pid namespace.
  return /^NSpid:.*\s1$/m.test(readProc(`${pid}/status`))
}

function childrenOf(pid: number): number[] {
  return readProc(`${pid}/task/${pid}/children`)
    .split(' ')
    .map(Number)
    .filter((child) => child > 0)
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}
