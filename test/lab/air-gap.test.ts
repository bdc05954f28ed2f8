import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp } from './ask-http.js'
import { type ConnectedMachine, connectedMachine, type Made } from './connected-machine.js'
import { consulAgent } from './consul-agent.js'
import { CONTROL, type ControlMachine, startControlMachine } from './control-machine.js'
import { runOnNetworkOf } from './controller.js'
import { bootLab, type Lab, type LabHost, labRefusal } from './lab.js'
import { artifactsOf, eventually, startDataCenter } from './organisation.js'
import { OUT_OF_THE_BOX } from './out-of-the-box.js'
import { restarted, unitStates } from './units.js'
import { listenOnWires, type Wires } from './wires.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const LAB = 'air-gap'
const SUBNET = '10.91.0'
const HOSTS = ['h1', 'h2', 'h3', 'h4']
/** Of another organisation; nothing may connect to it. */
const LONELY = 'h5'
const ALL = [...HOSTS, LONELY]
const SERVICES = [
  'adminService-10-91-0-11-9090',
  'carrierService_10.91.0.12_10033',
  'dataService_10.91.0.14_8700',
  'jobService_10.91.0.14_8800',
  'viaService_10.91.0.13_10031',
]
const MB = 1e6
/** Headers of packets and of SSH, logins, scripts. */
const OVERHEAD = 1.06
/** What is under way when a connection ends, and what hosts tell each other meanwhile. */
const UNDER_WAY = 8 * MB
/** So much of a file has arrived when the run is cut off: more than all that may be sent twice. */
const ARRIVED = 45 * MB

describe.skipIf(isSkipped).sequential('an organisation where no network leads elsewhere', () => {
  let lab: Lab
  let control: ControlMachine
  let wires: Wires
  let connected: ConnectedMachine
  let made: Made

  beforeAll(async () => {
    lab = await bootLab({
      name: LAB,
      subnet: SUBNET,
      hosts: ALL.map((name) => ({ name })),
      isAirGapped: true,
    })
    control = await startControlMachine(lab, LAB)
    wires = await listenOnWires({ lab: LAB, subnet: SUBNET, members: [...ALL, CONTROL] })
    await startDataCenter(lab)
    connected = connectedMachine()
    connected.write(org())
    made = await connected.createBundle('acme.metis')
    control.place(connected.path('acme.metis'), 'acme.metis')
  })
  afterAll(async () => {
    connected?.remove()
    await lab?.down()
  })

  const org = () => `
organisation: acme
release: metis-0.3.0
hosts:
${HOSTS.map((name) => lab.host(name))
  .map(
    ({ name, address, fingerprint }) =>
      `  ${name}: { address: ${address}, user: ${lab.user}, identityFile: ./operator_key, hostKey: '${fingerprint}' }\n`,
  )
  .join('')}roles:
  consul: [h1, h2, h3]
  carrier: { host: h2, externalAddress: ${SUBNET}.12 }
  admin: h1
  via: { host: h3, externalAddress: ${SUBNET}.13 }
  data: h4
  compute: h4
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`

  const soloOrg = () => `
organisation: solo
release: metis-0.3.0
hosts:
  h5: { address: ${SUBNET}.15, byHand: true }
roles:
  consul: h5
  carrier: { host: h5, externalAddress: ${SUBNET}.15 }
  admin: h5
  via: { host: h5, externalAddress: ${SUBNET}.15 }
  compute: h5
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`
  const cpu = () => (/\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'avx2' : 'no-avx2')

  const command = (words: string) => `cd acme && sh ../acme.metis ${words}`
  const password = () => ({ env: { METIS_SUDO_PASSWORD: lab.password } })
  const run = (words: string) => control.run(command(words), password())
  const onHost = async (name: string, script: string) => (await lab.host(name).exec(script)).stdout
  const arrivedAt = async (name: string) =>
    Number(await onHost(name, 'cat /sys/class/net/eth0/statistics/rx_bytes'))

  const uplink = (verb: string, ...discipline: string[]) =>
    runOnNetworkOf(LAB, CONTROL, 'tc', ['qdisc', verb, 'dev', 'eth0', 'root', ...discipline])

  describe('the site', () => {
    test('has a control machine without Node.js, Python, curl or SSH, and nobody who is root', async () => {
      const { stdout } = await control.run(
        'id -un; for name in node python3 curl wget ssh sudo sh tar; do command -v $name; done; cat /etc/debian_version',
      )
      expect(stdout).toMatch(/^operator\n\/usr\/bin\/sh\n\/usr\/bin\/tar\n12\.\d+$/)
    })

    test('is watched so that every try to reach elsewhere is seen', async () => {
      const [h1, h2, h3, h4] = HOSTS.map((name) => lab.host(name)) as [LabHost, LabHost, LabHost, LabHost]
      await Promise.all([
        h1.exec(': < /dev/tcp/192.0.2.80/443'),
        h2.exec(': < /dev/tcp/2001:db8::80/443'),
        h3.exec('getent hosts registry.example.org'),
        h4.exec('apt-get update -o Acquire::Retries=0'),
        control.run(': < /dev/tcp/198.51.100.80/443'),
      ])
      const seen = await wires.strays()
      const wiresOf = (what: string) =>
        [...new Set(seen.filter((line) => line.includes(what)).map((line) => line.split(':')[0]))].sort()
      expect(wiresOf(' > 192.0.2.80.443: ')).toEqual(['bridge', 'h1'])
      expect(wiresOf(' > 2001:db8::80.443: ')).toEqual(['bridge', 'h2'])
      expect(wiresOf(' A? registry.example.org. ')).toEqual(['bridge', 'h3'])
      expect(wiresOf(' A? deb.debian.org. ')).toEqual(['bridge', 'h4'])
      expect(wiresOf(' > 198.51.100.80.443: ')).toEqual(['bridge', 'control'])
    })

    test('is silent otherwise', async () => {
      expect(await wires.strays()).toEqual([])
    })
  })

  describe('the bundle', () => {
    test('shows its passport at the site, with the fingerprint of where it was made', async () => {
      const { exitCode, stdout, stderr } = await control.run('sh acme.metis bundle verify')
      expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^ {2}installs +acme: (\d+) of \1 pieces$/m)
      expect(stdout).toContain(made.fingerprint)
    })

    test('is not used before somebody has compared the fingerprint', async () => {
      const { exitCode, stderr } = await control.run('sh acme.metis init acme')
      expect([exitCode, stderr]).toEqual([
        1,
        expect.not.stringContaining(`--bundle-key "${made.fingerprint}"`),
      ])
      expect(existsSync(join(control.home, 'acme'))).toBe(false)
    })

    test('brings the organisation along that it was made for', async () => {
      const { exitCode, all } = await control.run(
        `sh acme.metis init acme --bundle-key '${made.fingerprint}'`,
      )
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      control.place(lab.keyFile, 'acme/operator_key', 0o600)
      const { stdout } = await control.run(command('bundle verify'))
      expect(stdout).toMatch(/^ {2}installs +acme: (\d+) of \1 pieces$/m)
    })
  })

  describe('an installation', () => {
    let arrivedBefore = 0
    let toSend = 0

    test('is cut off in the middle of a file', async () => {
      const plan = await run('plan')
      expect([plan.exitCode, plan.exitCode === 2 ? '' : plan.all]).toEqual([2, ''])
      toSend = Number(/^h1: \d+ changes, ([\d.]+) MB to send$/m.exec(plan.stdout)?.[1]) * MB
      arrivedBefore = await arrivedAt('h1')
      // The rest of the file takes longer than the kill.
      await uplink('add', 'tbf', 'rate', '200mbit', 'burst', '256kb', 'latency', '50ms')
      const apply = control.start(command(`apply --yes --json`), password())
      await apply.line(
        ({ type, node, bytes }) => type === 'sent' && String(node).startsWith('h1 ') && bytes >= ARRIVED,
      )
      apply.kill()
      const { exitCode, lines } = await apply.end()
      await uplink('del')
      expect([exitCode, lines.some(({ type }) => type === 'run-finished')]).toEqual([undefined, false])
      const left = await onHost('h1', "find /opt/metis -name '*.partial' -size +20M -printf '%f\\n'")
      expect(left).toMatch(/^\.[0-9a-f]{64}\.partial$/)
    })

    test('goes on where it was, and ends: nothing was fetched, and nothing sent twice', async () => {
      const { exitCode, stdout, all } = await run('apply --yes')
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect(stdout).toContain('Done: acme runs as org.yaml says.')
      expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
        /^Fetched nothing: all of it came from \S+acme\.metis\.$/,
      )
      const arrived = (await arrivedAt('h1')) - arrivedBefore
      expect(arrived).toBeGreaterThan(toSend)
      expect(arrived).toBeLessThan(toSend * OVERHEAD + UNDER_WAY)
    })

    test('has all services healthy, and a console that answers', async () => {
      const consul = consulAgent(lab, `${SUBNET}.11`)
      expect(await consul.aliveServers()).toEqual(
        ['11', '12', '13'].map((last) => `consul_${SUBNET}.${last}`),
      )
      expect(
        await eventually(
          () => consul.passing(),
          (ids) => ids.length === SERVICES.length,
        ),
      ).toEqual(SERVICES)
      expect(await askHttp(lab, `http://${SUBNET}.11/metis-admin/health`)).toEqual({
        status: 200,
        body: 'Hello, Metis-Admin',
      })
      const { exitCode, stdout } = await run('status')
      expect([exitCode, exitCode === 0 ? '' : stdout]).toEqual([0, ''])
    })

    test('is not repeated: another apply takes no action and restarts no unit', async () => {
      const before = await unitStates(lab)
      const { exitCode, stdout, all } = await run('apply --yes')
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect(stdout).toContain('Nothing to do: every host is as org.yaml says.')
      expect(restarted(before, await unitStates(lab))).toEqual([])
    })
  })

  describe('a host that nothing may connect to, with the same bundle', () => {
    const KIT = '/srv/stick/h5.kit'
    const solo = (words: string) => control.run(`cd solo && sh ../acme.metis ${words}`)
    const onStick = () => join(lab.host(LONELY).root, KIT)

    test('gets a kit, packages of the system included', async () => {
      await onHost(LONELY, 'systemctl disable --now ssh.socket ssh.service; ! ss -Hltn | grep -q :22')
      control.write(soloOrg(), 'solo/org.yaml')
      const { exitCode, stdout, all } = await solo(
        `bundle export-host h5 --os debian-12 --cpu ${cpu()} --bundle-key '${made.fingerprint}'`,
      )
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect(stdout).toContain('Copy it to h5 and say there, as root: bash run.sh')
    })

    test('is set up by it on its own console', async () => {
      cpSync(join(control.home, 'solo/h5.kit'), onStick(), { recursive: true })
      const { exitCode, stdout, stderr } = await lab.host(LONELY).exec(`bash ${KIT}/run.sh`)
      expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, ''])
      expect(await consulAgent(lab, `${SUBNET}.15`).passing()).toEqual([
        'adminService-10-91-0-15-9090',
        'carrierService_10.91.0.15_10033',
        'jobService_10.91.0.15_8800',
        'viaService_10.91.0.15_10031',
      ])
    })

    test('is known to plan by the receipt that is carried back', async () => {
      control.place(join(onStick(), 'h5.receipt'), 'solo/h5.receipt')
      const imported = await solo('import-receipt h5.receipt')
      expect([imported.exitCode, imported.exitCode === 0 ? '' : imported.all]).toEqual([0, ''])
      const { exitCode, stdout } = await solo('plan')
      expect([exitCode, stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
    })
  })

  describe('in the end', () => {
    test('the package sources of the hosts are as they were', async () => {
      const sources =
        'cat /etc/apt/sources.list; find /etc/apt/sources.list.d /var/lib/apt/lists -type f -size +0'
      for (const name of ALL) {
        expect([name, await onHost(name, sources)]).toEqual([
          name,
          OUT_OF_THE_BOX['/etc/apt/sources.list']?.trim(),
        ])
      }
    })

    test('nothing was sent elsewhere in all that time: no packet, and no question for a name', async () => {
      expect(await wires.strays()).toEqual([])
    })
  })
})
