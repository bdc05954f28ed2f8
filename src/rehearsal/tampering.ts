import { DISK_SAMPLES } from '../actions/disk-sample.js'
import { RUN_LOG } from '../actions/run-log.js'
import type { FaultName } from './faults.js'
import type { Machine, UnitState } from './machine.js'
import type { OnHost } from './simulation.js'

/** What time and people do to a host that was well, by the fault that orders it; false where there is nothing to do it to. */
const TAMPERING = {
  'file-edited': ({ files }) => {
    const path = files
      .walk('/opt')
      .find((one) => one.includes('/config/') && (files.read(one)?.length ?? 0) > 40)
    const text = path === undefined ? undefined : files.read(path)
    if (path === undefined || text === undefined) return false
    // With the time set back, as whoever wants nobody to see it does.
    files.tamper(path, `${text.slice(0, -2)}#${text.slice(-1)}`)
    return true
  },
  'drop-in': (machine) =>
    onUnit(machine, (unit) => {
      const folder = `/etc/systemd/system/${unit}.d`
      machine.files.write(`${folder}/override.conf`, '[Service]\nNice=19\n', '0644', 'root:root')
    }),
  'unit-masked': (machine) =>
    onUnit(machine, (_, state) => {
      state.isMasked = true
    }),
  'unit-died': (machine, { pace }) =>
    onUnit(machine, (_, state) => {
      state.restarts += 3
      state.startedAt = pace.now() + 5
    }),
  'disk-fills': ({ files, hardware }) => {
    const free = (hardware.diskTotalMib - hardware.diskUsedMib) * 1024
    const samples = [4, 3, 2, 1].map(
      (days) => `${files.now() - days * 86_400} ${Math.floor(free * (1 + days / 8))} timer\n`,
    )
    files.write(DISK_SAMPLES, `${samples.join('')}${files.read(DISK_SAMPLES) ?? ''}`, '0600', 'root:root')
    return true
  },
  'certificate-renewed': ({ files, certificates }) => {
    const path = files.walk('/opt').find((one) => one.endsWith('/console.crt'))
    if (path === undefined || certificates.size === 0) return false
    const other = Buffer.from('another certificate, as a renewal leaves it').toString('base64')
    files.write(
      path,
      `-----BEGIN CERTIFICATE-----\n${other}\n-----END CERTIFICATE-----\n`,
      '0644',
      'root:root',
    )
    return true
  },
  'backup-damaged': ({ files }) => {
    const armed = files.walk('/var/lib').find((one) => one.endsWith('/armed'))
    const [, folder = '', organisation = ''] =
      /^(.*\/create-metis-node-backup-(.*))\/armed$/.exec(armed ?? '') ?? []
    const host = scriptSays(files, / host=(\S+) /)
    // One of those that come here from others, or else the host's own.
    const keys = files.walk('/var/lib').find((one) => one.endsWith('/authorized_keys'))
    const [, from = host] = /ssh-ed25519 \S+ (\S+)\n/.exec((keys && files.read(keys)) ?? '') ?? []
    const place = keys === undefined ? folder : keys.slice(0, keys.indexOf('/.ssh/'))
    const of = place.replace(/^.*-received-/, '')
    if (from === undefined || (keys === undefined && organisation === '')) return false
    const name = `${keys === undefined ? organisation : of}-20260101T023000Z-${from}.metis-backup`
    files.write(`${place}/told`, `made ${files.now()}\nfile ${name} damaged\n`, '0600', 'root:root')
    return true
  },
  'backup-refused': ({ files }) => {
    const armed = files.walk('/var/lib').find((one) => one.endsWith('/armed'))
    const receiver = scriptSays(files, /^receiver=(.+) account=/m)
    if (armed === undefined || receiver === undefined) return false
    const [name = '', address = '', port = ''] = receiver.split(/ (?:address|port)=/)
    const says = `${name} (${address}, port ${port}) does not take it: ssh: connect to host ${address} port ${port}: No route to host`
    files.write(armed.replace(/armed$/, 'told'), `failed ${files.now()} ${says}\n`, '0600', 'root:root')
    return true
  },
} as const satisfies Partial<Record<FaultName, (machine: Machine, on: OnHost['simulation']) => boolean>>

type Tampering = keyof typeof TAMPERING

/** Whether it happens to hosts that are installed, and is seen by who looks at them. */
export function isTampering(name: FaultName): boolean {
  return Object.hasOwn(TAMPERING, name)
}

/** Does to a host that a run has finished with what was ordered for it, once. */
export function tamper({ simulation, machine }: OnHost): void {
  // A run that proves what it did holds its hosts still.
  if (machine.held !== undefined || !/"what":"done"/.test(machine.files.read(RUN_LOG) ?? '')) return
  for (const name of Object.keys(TAMPERING) as Tampering[])
    simulation.faults.tampers(name, machine.address, () => TAMPERING[name](machine, simulation))
}

/** What the host's backup script has there. */
function scriptSays(files: Machine['files'], what: RegExp): string | undefined {
  return files.walk('/usr/local/sbin').flatMap((one) => what.exec(files.read(one) ?? '')?.[1] ?? [])[0]
}

/** On the unit of ours that was started last. */
function onUnit({ units }: Machine, change: (unit: string, state: UnitState) => void): boolean {
  const [unit, state] = [...units].findLast(([name]) => name.startsWith('metis-')) ?? []
  if (unit === undefined || state === undefined) return false
  change(unit, state)
  return true
}
