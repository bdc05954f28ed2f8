import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { fakeWorld } from './fake-world.js'

const running = { active: 'active', sub: 'running', enabled: true, pid: 7, restarts: 0, since: 1_769_860_500 }
const facts: HostFacts = {
  system: { id: 'debian', version: '12', name: 'Debian 12', machine: 'x86_64', kernel: '6.1', systemd: true },
  hardware: { cores: 4, memoryMib: 8192, diskFreeMib: 102_400, diskTotalMib: 204_800, avx: true, avx2: true },
  identity: { hostname: 'h1', machineId: 'm', addresses: [] },
  clock: { offsetMs: 0, errorMs: 0, synchronised: true },
  software: { packages: {}, nginxSites: [], metisDatabase: false },
  listeners: [],
  receipts: [],
  units: { 'metis-consul.service': running, 'metis-admin.service': running },
  health: {
    consul: { state: 'healthy', says: 'leader 10.0.0.1:8200' },
    admin: { state: 'healthy', says: 'HTTP 200' },
  },
  told: {
    consul: `leader "10.0.0.1:8200"
members [{"Name":"h1","Addr":"10.0.0.1","Status":1}]
keys [{"Key":"metis/via_ip_port","Value":"${Buffer.from('198.51.100.1_10031').toString('base64')}"}]
`,
  },
}

describe('status', () => {
  it('shows every instance as its service reports it, and the KV keys, and ends with 0', async () => {
    const fake = fakeWorld({ gathered: [{ facts: { h1: facts }, problems: [] }] })

    expect(await runCommandLine(['status'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe(`INSTANCE  HOST  STATE    SINCE  RESTARTS  SAYS
consul    h1    healthy     5m         0  leader 10.0.0.1:8200
admin     h1    healthy     5m         0  HTTP 200

Consul: leader 10.0.0.1:8200, 1 member
  metis/via_ip_port = 198.51.100.1_10031
How fast disks fill is not known yet on h1: nobody has measured there twice, a day apart. Runs do, and the timer of \`metrics\`.
Open to all who reach the hosts: every port; \`firewall: managed\` in org.yaml closes them

All instances are healthy: 2.
`)
  })

  it('says what updates have left to do, and that all is well nevertheless', async () => {
    const at = 1_769_800_000
    const ssl = { path: '/usr/lib/libssl.so.3', package: 'libssl3', at }
    const replaced = {
      'metis-admin.service': [ssl, { path: '/usr/lib/libz.so.1', package: 'zlib1g', at: at - 9 }, ssl],
      'metis-consul.service': [{ path: '/opt/metis/consul/releases/1/consul', at }],
    }
    const updates = { replaced, reboot: { packages: ['linux-image-6.1'], at } }
    const fake = fakeWorld({ gathered: [{ facts: { h1: { ...facts, updates } }, problems: [] }] })

    expect(await runCommandLine(['status'], fake.world)).toBe(0)
    expect(fake.stdout()).toContain(`
Restart due: consul@h1: /opt/metis/consul/releases/1/consul was updated on 2026-01-30, and it goes on with the former one.
Restart due: admin@h1: libssl3 was updated on 2026-01-30, as 1 other was, and it goes on with the former ones.
Reboot due: h1: its system asks for it since 2026-01-30 (linux-image-6.1).

All instances are healthy: 2.
`)
  })

  it('ends with 1 when one runs but is lost from Consul', async () => {
    const health = { ...facts.health, admin: { state: 'unregistered', says: 'not in Consul' } as const }
    const fake = fakeWorld({ gathered: [{ facts: { h1: { ...facts, health } }, problems: [] }] })

    expect(await runCommandLine(['status'], fake.world)).toBe(1)
    expect(fake.stdout()).toContain('lost from Consul')
    expect(fake.stdout()).toContain('1 of 2 instances are not healthy.')
  })

  it('tells stopped, failed, not installed and unreachable apart', async () => {
    const units = {
      'metis-consul.service': { ...running, active: 'inactive', sub: 'dead' },
      'metis-admin.service': { ...running, active: 'failed', sub: 'failed' },
    }
    const stopped = fakeWorld({ gathered: [{ facts: { h1: { ...facts, units } }, problems: [] }] })
    const bare = fakeWorld({ gathered: [{ facts: { h1: { ...facts, units: {} } }, problems: [] }] })
    const away = fakeWorld({ gathered: [{ facts: {}, problems: [] }] })
    for (const fake of [stopped, bare, away]) {
      expect(await runCommandLine(['status', '--json'], fake.world)).toBe(1)
    }

    const states = (fake: typeof away) =>
      fake.json().flatMap((line) => (line.type === 'instance' ? [line.state] : []))
    expect(states(stopped)).toEqual(['stopped', 'unhealthy'])
    expect(states(bare)).toEqual(['absent', 'absent'])
    expect(states(away)).toEqual(['unreachable', 'unreachable'])
  })

  it('says who is at work on the hosts, once for all of them', async () => {
    const face = { user: 'ann', machine: 'desk', command: 'apply' }
    const hold = { state: 'other', token: 't', alive: true, seconds: 5, phase: 'admin', face } as const
    const gathered = [{ facts: { h1: { ...facts, hold }, h2: { ...facts, hold } }, problems: [] }]
    const fake = fakeWorld({ gathered })

    expect(await runCommandLine(['status'], fake.world)).toBe(0)
    expect(fake.stderr()).toBe('Looking at 1 host ...\nann on desk is at work on h1: `apply`, now: admin.\n')
  })

  it('takes the age of an instance by the clock of its host', async () => {
    const ahead = { ...facts, clock: { offsetMs: 60_000, errorMs: 0, synchronised: false } }
    const fake = fakeWorld({ gathered: [{ facts: { h1: ahead }, problems: [] }] })

    await runCommandLine(['status', '--json'], fake.world)
    expect(fake.json()[0]).toMatchObject({ type: 'instance', instance: 'consul', runningSeconds: 360 })
  })

  it('lets no escape sequence of a service reach the terminal', async () => {
    const health = { ...facts.health, admin: { state: 'unhealthy', says: '\u001b[2Jgone\u0007' } as const }
    const fake = fakeWorld({ gathered: [{ facts: { h1: { ...facts, health } }, problems: [] }] })

    await runCommandLine(['status'], fake.world)
    expect(fake.stdout()).toMatch(/ {2}gone\n/)
    expect(fake.stdout()).not.toContain('\u001b')
  })
})
