import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { fakeWorld } from './fake-world.js'

const facts: HostFacts = {
  system: { id: 'debian', version: '12', name: 'Debian 12', machine: 'x86_64', kernel: '6.1', systemd: true },
  hardware: { cores: 4, memoryMib: 8192, diskFreeMib: 102_400, diskTotalMib: 204_800, avx: true, avx2: true },
  identity: { hostname: 'h1', machineId: 'm', addresses: [] },
  clock: { offsetMs: 0, errorMs: 0, synchronised: true },
  software: { packages: {}, nginxSites: [], metisDatabase: false },
  listeners: [],
  receipts: [],
  units: {},
  health: {},
}

describe('start, stop and restart', () => {
  it('tell an unknown instance with the nearest known one, before any host is asked', async () => {
    const fake = fakeWorld({ gathered: [] })

    expect(await runCommandLine(['restart', 'cosul'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('error: cosul is neither a role nor an instance of bank-a.')
    expect(fake.stderr()).toContain('why     There are: consul@h1, admin@h1.')
    expect(fake.stderr()).toContain('fix     Did you mean consul?')
  })

  it.each(['start', 'stop', 'restart'])(
    '%s says that nothing is installed, and how to change that',
    async (command) => {
      const fake = fakeWorld({ gathered: [{ facts: { h1: facts }, problems: [] }] })

      expect(await runCommandLine([command, '--yes'], fake.world)).toBe(1)
      expect(fake.stderr()).toContain('None of the instances meant is installed')
      expect(fake.ran).toEqual([])
    },
  )

  it('restart does not end what goes on without something that its start needs', async () => {
    const unit = { active: 'active', sub: 'running', enabled: true, pid: 7, restarts: 0, since: 1 }
    const says = 'a login gets no answer (HTTP 000): its database is away'
    const working = {
      ...facts,
      units: { 'metis-admin.service': unit },
      health: { admin: { state: 'ready', says } },
    } as const
    const fake = fakeWorld({ gathered: [{ facts: { h1: working }, problems: [] }] })

    expect(await runCommandLine(['restart', 'admin', '--yes'], fake.world)).not.toBe(0)
    expect(fake.stderr().replace(/\s+/g, ' ')).toContain(
      `admin@h1 runs, and would not start again now: ${says}.`,
    )
    expect(fake.ran).toEqual([])
  })

  it('stop leaves alone what is stopped', async () => {
    const unit = { active: 'inactive', sub: 'dead', enabled: true, pid: 0, restarts: 0, since: 0 }
    const stopped = { ...facts, units: { 'metis-consul.service': unit } }
    const fake = fakeWorld({ gathered: [{ facts: { h1: stopped }, problems: [] }] })

    expect(await runCommandLine(['stop', '--yes'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('Nothing to do: all of it is stopped.\n')
    expect(fake.ran).toEqual([])
  })

  it('stop carries out no plan but the one that was reviewed', async () => {
    const unit = { active: 'active', sub: 'running', enabled: true, pid: 1, restarts: 0, since: 1 }
    const running = { ...facts, units: { 'metis-consul.service': unit } }
    const fake = fakeWorld({ gathered: [{ facts: { h1: running }, problems: [] }] })

    expect(await runCommandLine(['stop', '--yes', '--reviewed', 'digest-9'], fake.world)).toBe(1)
    expect(fake.stderr()).toContain('code    run.plan-changed')
    expect(fake.ran).toEqual([])
  })
})
