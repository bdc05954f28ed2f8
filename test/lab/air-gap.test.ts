import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONTROL, type ControlMachine, startControlMachine } from './control-machine.js'
import { bootLab, type Lab, type LabHost, labRefusal } from './lab.js'
import { listenOnWires, type Wires } from './wires.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const LAB = 'air-gap'
const SUBNET = '10.91.0'
const HOSTS = ['h1', 'h2', 'h3', 'h4']

describe.skipIf(isSkipped).sequential('an organisation where no network leads elsewhere', () => {
  let lab: Lab
  let control: ControlMachine
  let wires: Wires

  beforeAll(async () => {
    lab = await bootLab({
      name: LAB,
      subnet: SUBNET,
      hosts: HOSTS.map((name) => ({ name })),
      isAirGapped: true,
    })
    control = await startControlMachine(lab, LAB)
    wires = await listenOnWires({ lab: LAB, subnet: SUBNET, members: [...HOSTS, CONTROL] })
  })
  afterAll(() => lab?.down())

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
})
