import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { show } from '../../src/lib/text.js'
import type { RunResult, Transport } from '../../src/transports/transport.js'
import { fakeWorld, type Script } from './fake-world.js'

const running = { active: 'active', sub: 'running', enabled: true, pid: 7, restarts: 0, since: 0 }
const facts: HostFacts = {
  system: { id: 'debian', version: '12', name: 'Debian 12', machine: 'x86_64', kernel: '6.1', systemd: true },
  hardware: { cores: 4, memoryMib: 8192, diskFreeMib: 102_400, diskTotalMib: 204_800, avx: true, avx2: true },
  identity: { hostname: 'h1', machineId: 'm', addresses: [] },
  clock: { offsetMs: 0, synchronised: true },
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
      await writeFile(String(target), 'backup')
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

  it('stops the services, takes the backup, removes, and proves it, in this order', async () => {
    const log: string[] = []
    const host = hostThat({ 'tar -czf': { exitCode: 0, output: 'sum' } }, log)
    const fake = fakeWorld(script({ transport: async () => host }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(0)
    expect(fake.ran.map(({ nodes }) => nodes[0]?.action)).toMatchObject([
      { kind: 'unit', unit: 'metis-admin.service', state: 'stopped' },
      { kind: 'unit', state: 'removed' },
    ])
    expect(log.slice(0, 3)).toEqual(['tar -czf', 'download', 'rm -f -- /opt/metis/.backup.tar.gz'])
    const [time = ''] = await readdir(backups)
    expect(time).toBe('20260131T120000000Z')
    expect(await readFile(join(backups, time, 'h1.tar.gz'), 'utf8')).toBe('backup')
    expect(fake.stdout()).toMatch(/Proof: 1 host asked again, only what is kept is left\.\n$/)
  })

  it('removes nothing when the backup fails, and shows why', async () => {
    const log: string[] = []
    const host = hostThat({ 'tar -czf': { exitCode: 2, output: 'No space left on device\n' } }, log)
    const fake = fakeWorld(script({ transport: async () => host }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.ran).toHaveLength(1)
    expect(fake.stderr()).toContain('| No space left on device')
    expect(log).not.toContain('download')
  })

  it('says that the services are stopped when the backup does not arrive, and what failed first', async () => {
    const lost = new InstallerError(problem('connection.lost', { host: 'h1' }, { host: 'h1' }))
    const host: Transport = {
      ...hostThat({}, []),
      run: async ({ script }) => {
        if (show(script).startsWith('rm -f')) throw new Error('the clean-up failed too')
        return { exitCode: 0, output: '' }
      },
      download: async () => Promise.reject(lost),
    }
    const fake = fakeWorld(script({ transport: async () => host }))

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.ran).toHaveLength(1)
    expect(fake.stderr()).toContain('code    connection.lost')
    expect(fake.stderr()).toContain('The backup of h1 failed. Nothing was removed; the services are stopped.')
    expect(fake.stderr()).toContain('create-metis-node start')
  })

  it('says that the services are stopped when this machine can not hold the backup', async () => {
    await writeFile(join(backups, 'file'), '')
    const full = script({ backups: join(backups, 'file'), transport: async () => hostThat({}, []) })
    const fake = fakeWorld(full)

    expect(await runCommandLine(['destroy', '--confirm', 'bank-a'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('code    command.backup-failed')
    expect(fake.stderr()).toContain('| ENOTDIR')
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
    expect(fake.ran).toHaveLength(1)
    expect(fake.stderr()).toContain('Nothing was removed, but services are stopped.')
  })

  it('says what is left over, and ends with 1', async () => {
    const leftovers = { exitCode: 0, output: 'file /etc/systemd/system/metis-x.service\n' }
    const host = hostThat({ 'tar -czf': { exitCode: 0, output: '' }, is_kept: leftovers }, [])
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
