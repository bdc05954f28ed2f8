import { readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  cutOff,
  entriesOf,
  flipBit,
  forgeSignature,
  restoreSignature,
  signAsSomebodyElse,
  takeOut,
} from './bundle-surgery.js'
import { type ConnectedMachine, connectedMachine, type Made } from './connected-machine.js'
import { type ControlMachine, startControlMachine } from './control-machine.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { artifactsOf, type JsonLine, startDataCenter } from './organisation.js'
import { type Said, withLines } from './program-output.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const LAB = 'bundles'
const SUBNET = '10.95.0'
const UBUNTU = 'PRETTY_NAME="Ubuntu 22.04.4 LTS"\nID=ubuntu\nVERSION_ID="22.04"\n'
const VIA = `  via: { host: h1, externalAddress: ${SUBNET}.11 }\n`
const ANOTHER = '11111 22222 33333 44444 55555 66666 77777 88888'

describe.skipIf(isSkipped).sequential('a bundle that was carried to a site', () => {
  let lab: Lab
  let control: ControlMachine
  let connected: ConnectedMachine
  let made: Made
  /** As this machine sees it. */
  let bundle: string
  let newcomers = 0

  beforeAll(async () => {
    lab = await bootLab({
      name: LAB,
      subnet: SUBNET,
      hosts: [{ name: 'h1' }, { name: 'h2', files: { '/etc/os-release': UBUNTU } }],
      isAirGapped: true,
    })
    control = await startControlMachine(lab, LAB)
    await startDataCenter(lab)
    control.place(lab.keyFile, 'operator_key', 0o600)
    connected = connectedMachine()
    // With secrets beside it, as in the folder of somebody who has installed before.
    await connected.run(['init', '--preset', 'minimal', '--name', 'acme'])
    connected.write(org())
    made = await carry('acme.metis')
    bundle = join(control.home, 'acme.metis')
  })
  afterAll(async () => {
    connected?.remove()
    await lab?.down()
  })

  function org({ roles = '', host = 'h1' } = {}): string {
    const { address, fingerprint } = lab.host(host)
    return `organisation: acme
release: metis-0.3.0
hosts:
  ${host}: { address: ${address}, user: ${lab.user}, identityFile: ./operator_key, hostKey: '${fingerprint}' }
roles:
  consul: ${host}
  carrier: { host: ${host}, externalAddress: ${address} }
  admin: ${host}
${roles}network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`
  }

  /** Makes a bundle for what `org.yaml` says now, and carries it to the control machine. */
  async function carry(name: string, ...args: string[]): Promise<Made> {
    const created = await connected.createBundle(name, ...args)
    for (const { path } of created.files) control.place(path, basename(path))
    return created
  }

  interface Operator {
    run(command: string): Promise<Said & { lines: JsonLine[] }>
    write(text: string): void
    leave(): void
  }

  /** Somebody who has never opened a bundle before, in a folder with an `org.yaml`. */
  function newcomer(text = org()): Operator {
    const folder = `newcomer-${++newcomers}`
    const write = (yaml: string) => control.write(yaml, `${folder}/org.yaml`)
    write(text)
    control.place(lab.keyFile, `${folder}/operator_key`, 0o600)
    const env = {
      XDG_CACHE_HOME: `/home/operator/${folder}/cache`,
      XDG_STATE_HOME: `/home/operator/${folder}/state`,
      METIS_SUDO_PASSWORD: lab.password,
    }
    return {
      write,
      run: async (command) => withLines(await control.run(`cd ${folder}; ${command}`, { env })),
      leave: () => rmSync(join(control.home, folder), { recursive: true, force: true }),
    }
  }

  async function afresh(command: string, text = org()) {
    const operator = newcomer(text)
    try {
      return await operator.run(command)
    } finally {
      operator.leave()
    }
  }

  const verify = (file = 'acme.metis') => afresh(`sh ../${file} bundle verify --json`)
  const apply = (file = 'acme.metis', text = org()) =>
    afresh(`sh ../${file} apply --yes --json --bundle-key '${made.fingerprint}'`, text)
  const errors = (lines: readonly JsonLine[]) =>
    lines.filter(({ type, severity }) => type === 'problem' && severity === 'error')

  const codes = (lines: readonly JsonLine[]) => errors(lines).map(({ code }) => code)

  /** TCP connections that each host has taken since it is there. */
  const connections = () =>
    Promise.all(
      Object.values(lab.hosts).map(async (host) => {
        const { stdout } = await host.exec(`awk '/^Tcp: [0-9]/ { print $7 }' /proc/net/snmp`)
        return Number(stdout)
      }),
    )
  const traces = () =>
    Promise.all(Object.values(lab.hosts).map(async (host) => (await host.exec(TRACES)).stdout))

  describe('is whole', () => {
    test('and its passport says so, on a machine with nothing but a shell', async () => {
      const { exitCode, stdout, stderr } = await afresh('sh ../acme.metis bundle verify')
      expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^ {2}pieces +all \d+ are as they were signed$/m)
      expect(stdout).toMatch(/^ {2}systems +debian-12 \(\d+ packages\)$/m)
      expect(stdout).toMatch(/^ {2}machines +Linux x86-64, avx2 \+ no-avx2$/m)
      expect(stdout).toMatch(/^ {2}installs +acme: (\d+) of \1 pieces$/m)
      expect(stdout).toContain(made.fingerprint)
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('This bundle is whole.')
    })

    test('also when it was unpacked, and started from its folder', async () => {
      const unpack = 'mkdir unpacked; tar xf ../acme.metis -C unpacked'
      const { exitCode, lines } = await afresh(`${unpack}; unpacked/create-metis-node bundle verify --json`)
      expect([exitCode, lines.find(({ type }) => type === 'passport')]).toEqual([
        0,
        expect.objectContaining({ ok: true, kind: 'folder', fingerprint: made.fingerprint }),
      ])
    })

    test('and holds no secret of the folder that it was made in', () => {
      const { secrets } = JSON.parse(readFileSync(connected.path('secrets.json'), 'utf8')) as {
        secrets: Record<string, { value: string }>
      }
      const bytes = readFileSync(bundle)
      expect(Object.keys(secrets)).toContain('carrier-key')
      expect(Object.keys(secrets).filter((name) => bytes.includes(secrets[name]?.value ?? ''))).toEqual([])
    })

    test('and hardly larger than its pieces', () => {
      expect(made.size / made.bytesOfPieces).toBeLessThan(1.01)
    })
  })

  describe('is not as it was made', () => {
    interface Damage {
      readonly do: () => void
      readonly undo: () => void
      readonly code: string
      /** What the sentence says. */
      readonly what: string
    }
    const anew = () => control.place(connected.path('acme.metis'), 'acme.metis')
    const flip = (part: string) => ({ do: () => flipBit(bundle, part), undo: () => flipBit(bundle, part) })
    let signature: Buffer
    const restore = () => restoreSignature(bundle, signature)
    const damages: Readonly<Record<string, Damage>> = {
      'a bit of an artifact is another': {
        ...flip('consul_1.10.4_linux_amd64.zip'),
        code: 'bundle.piece-differs',
        what: 'artifact/consul',
      },
      'a bit of an OS package is another': {
        ...flip('/nginx_'),
        code: 'bundle.piece-differs',
        what: 'package/debian-12/nginx',
      },
      'a bit of its manifest is another': {
        do: () => flipBit(bundle, 'manifest.json', 'organisation/org.yaml'),
        undo: () => flipBit(bundle, 'manifest.json', 'grganisation/org.yaml'),
        code: 'bundle.signature-invalid',
        what: 'manifest.json',
      },
      'a piece is not there': {
        do: () => {
          takeOut(bundle, '/libaio1_', connected.path('less.metis'))
          control.place(connected.path('less.metis'), 'acme.metis')
        },
        undo: anew,
        code: 'bundle.piece-missing',
        what: 'package/debian-12/libaio1',
      },
      'its end is not there': {
        do: () => cutOff(bundle, '/util-linux_'),
        undo: anew,
        code: 'bundle.truncated',
        what: 'package/debian-12/util-linux',
      },
      'its signature is of other bytes': {
        do: () => {
          signature = forgeSignature(bundle)
        },
        undo: restore,
        code: 'bundle.signature-invalid',
        what: 'signature',
      },
    }
    test.each(Object.entries(damages))('%s', async (_, damage) => {
      const before = await connections()
      damage.do()
      try {
        for (const look of [verify, apply]) {
          const { exitCode, lines } = await look()
          expect([exitCode, errors(lines)]).toEqual([
            1,
            [
              expect.objectContaining({
                code: damage.code,
                message: expect.objectContaining({ what: expect.stringContaining(damage.what) }),
              }),
            ],
          ])
        }
      } finally {
        damage.undo()
      }
      expect(await connections()).toEqual(before)
    })

    test('a bit of its program is another: that is not even started', async () => {
      const before = await connections()
      flipBit(bundle, 'installer/dist/main.js')
      try {
        const { exitCode, stdout, stderr } = await afresh('sh ../acme.metis apply --yes')
        expect([exitCode, stdout]).toEqual([1, ''])
        expect(stderr).toMatch(/^create-metis-node: \S+acme\.metis is damaged: installer\/dist\/main\.js /m)
        expect(stderr).toMatch(/^create-metis-node：.*installer\/dist\/main\.js.*。$/m)
      } finally {
        flipBit(bundle, 'installer/dist/main.js')
      }
      expect(await connections()).toEqual(before)
    })
  })

  describe('is from somebody else', () => {
    test('and the signer was never confirmed here', async () => {
      const before = await connections()
      const { exitCode, lines } = await afresh('sh ../acme.metis apply --yes --json')
      expect([exitCode, codes(lines)]).toEqual([1, ['bundle.signer-unconfirmed']])
      expect(errors(lines)[0]?.message.what).toContain(made.fingerprint)
      // Else it would be pasted without having been compared.
      expect(errors(lines)[0]?.message.fix).not.toContain(made.fingerprint)
      expect(await connections()).toEqual(before)
    })

    test('than the operator demands', async () => {
      const before = await connections()
      const demand = (command: string) => `sh ../acme.metis ${command} --json --bundle-key '${ANOTHER}'`
      for (const command of ['bundle verify', 'apply --yes']) {
        const { exitCode, lines } = await afresh(demand(command))
        expect([exitCode, codes(lines)]).toEqual([1, ['bundle.signer-not-demanded']])
        expect(errors(lines)[0]?.message.what).toContain(made.fingerprint)
      }
      expect(await connections()).toEqual(before)
    })

    test('than the bundles before', async () => {
      const operator = newcomer()
      const plan = await operator.run(`sh ../acme.metis plan --bundle-key '${made.fingerprint}'`)
      expect([plan.exitCode, plan.exitCode === 2 ? '' : plan.all]).toEqual([2, ''])
      const before = await connections()
      const signature = signAsSomebodyElse(bundle)
      try {
        for (const command of ['bundle verify', 'apply --yes']) {
          const { exitCode, lines } = await operator.run(`sh ../acme.metis ${command} --json`)
          expect([exitCode, codes(lines)]).toEqual([1, ['bundle.signer-changed']])
          expect(errors(lines)[0]?.message.what).toContain(`known  ${made.fingerprint}\n`)
        }
      } finally {
        restoreSignature(bundle, signature)
        operator.leave()
      }
      expect(await connections()).toEqual(before)
    })
  })

  describe('is for another site', () => {
    test('whose roles are others: the organisation has got a via since', async () => {
      const before = await connections()
      const grown = org({ roles: VIA })
      const said = await afresh('sh ../acme.metis bundle verify', grown)
      expect([said.exitCode, said.stdout]).toEqual([
        1,
        expect.stringMatching(/^ {2}installs +acme: 8 of 9 pieces$/m),
      ])
      const { exitCode, lines } = await apply('acme.metis', grown)
      expect([exitCode, errors(lines)]).toEqual([
        1,
        [
          expect.objectContaining({
            code: 'bundle.incomplete',
            message: expect.objectContaining({
              what: expect.stringMatching(/8 of 9 pieces.*\n +artifact\/via$/s),
            }),
          }),
        ],
      ])
      expect(await connections()).toEqual(before)
    })

    test('whose host has another system: it has no packages for that', async () => {
      const { exitCode, lines } = await apply('acme.metis', org({ host: 'h2' }))
      expect([exitCode, codes(lines)]).toEqual([1, ['preflight.no-packages-carried']])
      expect(errors(lines)[0]).toMatchObject({
        where: { host: 'h2' },
        details: { system: 'ubuntu-22.04', carried: 'debian-12' },
      })
      expect(await traces()).toEqual(NOTHING)
    })

    test('whose host has another processor: a library is not in it', async () => {
      const { stdout } = await lab.host('h1').exec('grep -qw avx2 /proc/cpuinfo && echo avx2 || echo no-avx2')
      const computing = org({ roles: `${VIA}  data: h1\n` })
      connected.write(computing)
      await carry('cpu.metis', '--cpu', stdout === 'avx2' ? 'no-avx2' : 'avx2')
      const { exitCode, lines } = await apply('cpu.metis', computing)
      expect([exitCode, codes(lines)]).toEqual([1, ['preflight.variant-not-carried']])
      expect(errors(lines)[0]).toMatchObject({
        where: { host: 'h1' },
        details: { artifact: 'rosetta', cpu: stdout },
      })
      expect(await traces()).toEqual(NOTHING)
    })
  })

  describe('comes to a control machine on which it can not start', () => {
    test.each([
      [
        'has another processor',
        'uname',
        'case $1 in -m) echo aarch64 ;; *) exec /usr/bin/uname "$@" ;; esac',
        'aarch64',
      ],
      ['is too old', 'getconf', 'echo glibc 2.27', '2.27'],
    ])('that %s', async (_, program, script, named) => {
      control.write(`#!/bin/sh\n${script}\n`, `old/${program}`, 0o755)
      const { exitCode, stdout, stderr } = await afresh(`PATH=$HOME/old:$PATH sh ../acme.metis bundle verify`)
      rmSync(join(control.home, 'old'), { recursive: true })
      const sentences = stderr.split('\n')
      expect([exitCode, stdout, sentences]).toEqual([
        1,
        '',
        [
          expect.stringMatching(new RegExp(`^create-metis-node: this .*${named}.*\\.$`)),
          expect.stringMatching(new RegExp(`^create-metis-node：.*${named}.*。$`)),
        ],
      ])
    })
  })
  describe('comes in several files', () => {
    const grown = () => org({ roles: VIA })
    let site: Operator

    test('its parts are as large as a medium holds', async () => {
      connected.write(org())
      const { files } = await carry('parts.metis', '--split', '100m')
      const named = files.map(({ path, size }) => [basename(path), size <= 100 * 1024 * 1024])
      expect(named).toEqual(['001', '002', '003'].map((number) => [`parts.metis.${number}`, true]))
    })

    test('a part that is not there is named', async () => {
      const place = (name: string) => join(control.home, name)
      renameSync(place('parts.metis.002'), place('elsewhere'))
      const { exitCode, stderr } = await afresh('sh ../parts.metis.001 bundle verify')
      renameSync(place('elsewhere'), place('parts.metis.002'))
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('a part is missing: ')])
      expect(stderr).toContain('/parts.metis.002.')
    })

    test('a later one carries only what is new, beside what starts it', async () => {
      connected.write(grown())
      await carry('new.metis', '--since', connected.path('parts.metis.001'))
      const carried = entriesOf(join(control.home, 'new.metis')).map(({ path }) => path)
      expect(carried.filter((path) => /^(release|packages)\//.test(path))).toEqual([
        'release/metis-0.3.0/via',
      ])
    })

    test('a later one alone is not enough, and says what is in the former', async () => {
      const before = await connections()
      const { exitCode, lines } = await apply('new.metis', grown())
      expect([exitCode, codes(lines)]).toEqual([1, ['bundle.earlier-needed']])
      expect(errors(lines)[0]?.message.what).toMatch(/\n +artifact\/consul\n/)
      expect(await connections()).toEqual(before)
    })

    test('the parts install', async () => {
      site = newcomer()
      const { exitCode, all } = await site.run(
        `sh ../parts.metis.001 apply --yes --bundle-key '${made.fingerprint}'`,
      )
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    })

    test('the later one installs together with the former', async () => {
      site.write(grown())
      const { exitCode, all } = await site.run('sh ../new.metis apply --yes')
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect((await lab.host('h1').exec('systemctl is-active metis-via')).stdout).toBe('active')
    })
  })
})

const NOTHING = ['', '']
const TRACES = `ls -d /opt/metis /etc/systemd/system/metis-* /etc/sysctl.d/*metis* 2> /dev/null
systemctl list-units --all --plain --no-legend 'metis-*'
getent passwd | grep ^metis
dpkg-query -W -f '\${Package}\\n' mariadb-server nginx 2> /dev/null`
