import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBackup } from '../../src/backup/read-backup.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { sha256 } from '../../src/lib/digest.js'
import { show } from '../../src/lib/text.js'
import type { RunResult, Transport } from '../../src/transports/transport.js'
import { fakeWorld, runsWell, type Script } from './fake-world.js'

const running = { active: 'active', sub: 'running', enabled: true, pid: 7, restarts: 0, since: 0 }
const facts: HostFacts = {
  system: { id: 'debian', version: '12', name: 'Debian 12', machine: 'x86_64', kernel: '6.1', systemd: true },
  hardware: { cores: 4, memoryMib: 8192, diskFreeMib: 102_400, diskTotalMib: 204_800, avx: true, avx2: true },
  identity: { hostname: 'h1', machineId: 'm', addresses: [] },
  clock: { offsetMs: 0, errorMs: 0, synchronised: true },
  software: { packages: {}, nginxSites: [], metisDatabase: true },
  listeners: [],
  receipts: [],
  units: { 'metis-consul.service': running, 'metis-admin.service': running },
  health: {},
}
const here = [{ facts: { h1: facts }, problems: [] }]

/** Says what the script of a host says, by a word in it; a download brings a small file. */
function hostThat(says: Readonly<Record<string, RunResult>>, log: string[]): Transport {
  return {
    run: async ({ script }) => {
      const text = show(script)
      const word = Object.keys(says).find((key) => text.includes(key))
      log.push(word ?? text.slice(0, 40))
      return (word === undefined ? undefined : says[word]) ?? { exitCode: 0, output: '' }
    },
    upload: async () => {},
    hold: () => {},
    logRun: () => {},
    download: async (_path, target) => {
      log.push('download')
      if (typeof target !== 'string') target.end('backup')
    },
    close: async () => {},
  }
}

describe('destroy', () => {
  let backups = ''
  beforeEach(async () => {
    backups = await mkdtemp(join(tmpdir(), 'backups-'))
  })
  afterEach(() => rm(backups, { recursive: true, force: true }))
  const script = (more: Script): Script => ({ gathered: here, backups, ...more })

  it('shows the list first and wants the name typed: --yes is not enough', async () => {
    const fake = fakeWorld(script({}))

    expect(await runCommandLine(['destroy', '--yes'], fake.world)).toBe(3)
    expect(fake.stdout()).toContain(
      'To be removed from h1:\n  unit metis-admin.service\n  unit metis-consul.service\n',
    )
    expect(fake.stdout()).toContain('Data stays on the hosts; --delete-data removes it too.')
    expect(fake.stderr()).toContain('create-metis-node destroy --confirm bank-a')
    expect(fake.ran).toEqual([])
  })

  it("tells of a host that is another organisation's, and removes nothing there", async () => {
    const details = { host: 'h1', other: 'bank-b', organisation: 'bank-a', directory: '/opt/metis' }
    const findings = [problem('preflight.host-of-others', details, { host: 'h1' })]
    const receipts = [
      { id: 'unit:metis-consul.service', organisation: 'bank-b', instance: 'consul', inputs: 'a' },
    ]
    const gathered = [{ facts: { h1: { ...facts, receipts } }, problems: [] }]
    const fake = fakeWorld(script({ findings, gathered }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(0)
    expect(fake.stdout()).toContain('/opt/metis on h1 belongs to the organisation bank-b.')
    expect(fake.stdout()).toContain('Nothing to do: nothing of bank-a is on its hosts.')
    expect(fake.ran).toEqual([])
  })

  it('removes nothing when another name is typed', async () => {
    const fake = fakeWorld(script({ answers: ['bank-b'] }))

    expect(await runCommandLine(['destroy'], fake.world)).toBe(3)
    expect(fake.asked).toEqual(['Type the name of the organisation (bank-a) to remove it: '])
    expect(fake.stderr()).toContain('code    command.name-differs')
    expect(fake.ran).toEqual([])
  })

  it('shows what hosts have by now, and asks for the name again, when they changed meanwhile', async () => {
    const { 'metis-admin.service': _, ...units } = facts.units
    const less = [{ facts: { h1: { ...facts, units } }, problems: [] }]
    const fake = fakeWorld(script({ gathered: [...here, ...less], answers: ['bank-a', 'bank-b'] }))

    expect(await runCommandLine(['destroy'], fake.world)).toBe(3)
    expect(fake.asked).toHaveLength(2)
    expect(fake.stdout()).toContain('The hosts have changed since the plan was reviewed')
    expect(fake.stdout()).toMatch(/To be removed from h1:\n {2}unit metis-consul\.service\n/)
    expect(fake.ran).toEqual([])
  })

  const packed = { exitCode: 0, output: `metis_admin.sql.gz ${sha256('backup')} 6 2\n` }

  it('stops the services, takes the backup, removes, and proves it, in this order', async () => {
    const log: string[] = []
    const host = hostThat({ '.sum; do': packed, 'rm -rf': { exitCode: 0, output: '' } }, log)
    const fake = fakeWorld(script({ transport: async () => host }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(0)
    expect(fake.ran.map(({ nodes }) => nodes[0]?.action)).toMatchObject([
      { kind: 'unit', unit: 'metis-admin.service', state: 'stopped' },
      { kind: 'run', name: 'room-for-backup' },
      { kind: 'unit', state: 'removed' },
    ])
    expect(fake.ran[1]?.nodes.map(({ action }) => action.kind)).toEqual(['run', 'run'])
    expect(log.slice(0, 3)).toEqual(['.sum; do', 'download', 'rm -rf'])
    const [name = ''] = await readdir(backups)
    expect(name).toBe('bank-a-20260131T120000Z.metis-backup')
    const key = { passphrase: 'value of recovery-passphrase' }
    const { parts } = await readBackup({ path: join(backups, name), key })
    expect(parts).toMatchObject([{ host: 'h1', database: 'metis_admin', rows: 2 }])
    expect(fake.stdout()).toMatch(/Proof: 1 host asked again, only what is kept is left\.\n$/)
  })

  it('removes nothing when the backup fails, and shows why', async () => {
    const output = ['No space left on device']
    const failed = { ...problem('run.action-failed', { host: 'h1', exitCode: 2 }, { host: 'h1' }), output }
    let runs = 0
    const fake = fakeWorld(
      script({
        transport: async () => hostThat({}, []),
        run: async (plan, options, emit) => {
          runs += 1
          if (runs === 1) return runsWell(plan, options, emit)
          return { outcome: 'failed', problems: [failed], halfDone: [] }
        },
      }),
    )

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.ran).toHaveLength(2)
    expect(fake.stdout() + fake.stderr()).toContain('No space left on device')
    expect(fake.stderr()).toContain('code    command.backup-failed')
  })

  it('says that the services are stopped when the backup does not arrive, and what failed first', async () => {
    const lost = new InstallerError(problem('connection.lost', { host: 'h1' }, { host: 'h1' }))
    const host: Transport = {
      ...hostThat({}, []),
      run: async ({ script }) => {
        if (show(script).startsWith('rm -rf')) throw new Error('the clean-up failed too')
        return packed
      },
      download: async () => Promise.reject(lost),
    }
    const fake = fakeWorld(script({ transport: async () => host }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.ran).toHaveLength(2)
    expect(fake.stderr()).toContain('code    connection.lost')
    expect(fake.stderr()).toContain('The backup of h1 failed. Nothing was removed; the services are stopped.')
    expect(fake.stderr()).toContain('create-metis-node start')
  })

  it('says that the services are stopped when this machine can not hold the backup', async () => {
    await writeFile(join(backups, 'file'), '')
    const host = hostThat({ '.sum; do': packed }, [])
    const full = script({ backups: join(backups, 'file'), transport: async () => host })
    const fake = fakeWorld(full)

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('code    command.backup-failed')
    expect(fake.stderr()).toMatch(/EEXIST|ENOTDIR/)
  })

  it('says that the services are stopped when the operator stops the backup', async () => {
    const host = hostThat({}, [])
    const fake = fakeWorld(
      script({
        transport: async () => {
          fake.stop.abort()
          return host
        },
      }),
    )

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(130)
    expect(fake.ran).toHaveLength(2)
    expect(fake.stderr()).toContain('Nothing was removed, but services are stopped.')
  })

  it('says what is left over, and ends with 1', async () => {
    const leftovers = { exitCode: 0, output: 'file /etc/systemd/system/metis-x.service\n' }
    const host = hostThat({ is_kept: leftovers }, [])
    const fake = fakeWorld(script({ transport: async () => host }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a', '--delete-data'], fake.world)).toBe(1)
    expect(fake.stdout()).toContain('DATA IS REMOVED TOO')
    expect(fake.stderr()).toContain('| file /etc/systemd/system/metis-x.service')
  })

  it('removes nothing from any host when one of them did not answer', async () => {
    const fake = fakeWorld(script({ gathered: [{ facts: {}, problems: [] }] }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('h1 did not answer, so nothing was removed from any host.')
    expect(fake.ran).toEqual([])
  })

  it('has nothing to do where nothing is', async () => {
    const fake = fakeWorld({ gathered: [{ facts: { h1: { ...facts, units: {} } }, problems: [] }] })

    expect(await runCommandLine(['destroy'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('Nothing to do: nothing of bank-a is on its hosts.\n')
  })

  it('does not take both kinds of treatment of data', async () => {
    const fake = fakeWorld(script({}))

    expect(await runCommandLine(['destroy', '--keep-data', '--delete-data'], fake.world)).toBe(3)
  })
})

describe('restart', () => {
  it('asks, restarts in start order with a wait after each, and says when it is healthy', async () => {
    const fake = fakeWorld({ gathered: here, answers: ['y'] })

    expect(await runCommandLine(['restart'], fake.world)).toBe(0)
    expect(fake.asked).toEqual(['Restart these? [y/N] '])
    expect(fake.ran[0]?.nodes.map(({ action, instance }) => `${instance} ${action.kind}`)).toEqual([
      'consul unit',
      'consul wait',
      'admin unit',
      'admin wait',
    ])
    expect(fake.stdout()).toMatch(/Restarted and healthy\.\n$/)
  })

  it('has nothing to start where all of it runs', async () => {
    const fake = fakeWorld({ gathered: here })

    expect(await runCommandLine(['start'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('Nothing to do: all of it runs.\n')
  })

  it('never stops anything without an answer', async () => {
    const fake = fakeWorld({ gathered: here })

    expect(await runCommandLine(['stop', 'consul'], fake.world)).toBe(3)
    expect(fake.ran).toEqual([])
  })
})
