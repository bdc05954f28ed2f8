import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pidsInCgroups } from './cgroups.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { labFolder } from './lab-state.js'
import { namespacesOf } from './teardown.js'
import { sshFlags } from './wait-until-reachable.js'

const NAME = 'proof'
// In CI a lab that can't run is a failure, never a skip.
const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped)('the lab', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await bootLab({
      name: NAME,
      subnet: '10.99.0',
      hosts: [
        { name: 'h1', files: { '/etc/motd': 'placed before the boot\n' } },
        { name: 'h2', extraAddresses: ['10.99.0.200'] },
      ],
    })
  })
  afterAll(() => lab?.down())

  function ssh(
    host: string,
    command: string,
    options: { user?: string; input?: string; connectSeconds?: number } = {},
  ) {
    const login = `${options.user ?? lab.user}@${lab.host(host).address}`
    const flags = [...sshFlags(NAME), '-o', `ConnectTimeout=${options.connectSeconds ?? 600}`]
    return lab.run('ssh', [...flags, login, command], { input: options.input ?? '', reject: false })
  }

  test('a host takes a login by key from the controller', async () => {
    expect((await ssh('h1', 'hostname; whoami')).stdout).toBe('h1\noperator')
  })

  test('sudo takes the password, and only from those who may', async () => {
    const script = 'sudo -S -p "" id -un'
    const input = `${lab.password}\n`
    expect((await ssh('h1', script, { input })).stdout).toBe('root')
    expect((await ssh('h1', 'sudo -n true')).exitCode).toBe(1)
    expect((await ssh('h1', script, { input, user: lab.userWithoutSudo })).stderr).toContain(
      'not in the sudoers',
    )
  })

  test('systemd on a host has nothing to complain about', async () => {
    const { stdout } = await lab
      .host('h1')
      .exec('systemctl is-system-running --wait; systemctl --failed --plain --no-legend')
    expect(stdout).toBe('running')
  })

  test('a hardened unit starts, and is held to its limits', async () => {
    const hardening = [
      'User=nosudo ProtectSystem=strict ProtectHome=yes PrivateTmp=yes PrivateDevices=yes NoNewPrivileges=yes',
      'CapabilityBoundingSet= LimitNOFILE=4096 RestrictNamespaces=yes SystemCallFilter=@system-service',
    ].join(' ')
    const flags = hardening.split(' ').map((setting) => `-p ${setting}`)
    const script = `'ulimit -n; touch /usr/probe; touch /tmp/probe && ls /tmp'`
    const { stdout, stderr } = await lab
      .host('h1')
      .exec(`systemd-run --quiet --wait --pipe ${flags.join(' ')} sh -c ${script}`)
    expect(stdout).toBe('4096\nprobe')
    expect(stderr).toBe("touch: cannot touch '/usr/probe': Read-only file system")
  })

  test('every host is itself', async () => {
    const identity = 'cat /etc/machine-id /etc/ssh/ssh_host_ed25519_key.pub'
    const [first, second] = [await lab.host('h1').exec(identity), await lab.host('h2').exec(identity)]
    expect(first.stdout).not.toBe(second.stdout)
    expect(first.stdout).toContain(lab.host('h1').hostKey)
    expect((await lab.host('h1').exec('cat /etc/motd')).stdout).toBe('placed before the boot')
    const { stdout } = await lab.host('h1').exec('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
    expect(stdout).toContain(lab.host('h1').fingerprint)
  })

  test('hosts reach each other, and nothing outside', async () => {
    const connect = (address: string) => lab.host('h1').exec(`bash -c ': < /dev/tcp/${address}/22'`)
    expect((await connect(lab.host('h2').address)).exitCode).toBe(0)
    expect((await connect('10.99.0.200')).exitCode).toBe(0)
    expect((await connect('192.0.2.1')).stderr).toContain('Network is unreachable')
    const outside = await lab.run('bash', ['-c', ': < /dev/tcp/192.0.2.1/22'], { reject: false })
    expect(outside.stderr).toContain('Network is unreachable')
  })

  test('an unplugged host is gone until it is plugged in again', async () => {
    await lab.host('h2').unplug()
    expect((await ssh('h2', 'true', { connectSeconds: 2 })).exitCode).toBe(255)
    await lab.host('h2').plug()
    expect((await ssh('h2', 'true')).exitCode).toBe(0)
  })

  test('a host with a new key is refused by those who knew the old one', async () => {
    const before = lab.host('h2').hostKey
    await lab.host('h2').newHostKey()
    expect(lab.host('h2').hostKey).not.toBe(before)
    const { address } = lab.host('h2')
    // ssh takes the first value it is given for a setting.
    const oldKnowledge = [
      '-oUserKnownHostsFile=/dev/null',
      `-oKnownHostsCommand=/bin/echo ${address} ${before}`,
    ]
    const args = [...oldKnowledge, ...sshFlags(NAME), `${lab.user}@${address}`, 'true']
    const refused = await lab.run('ssh', args, { reject: false })
    expect(refused.stderr).toContain('Host key verification failed')
    expect((await ssh('h2', 'true')).exitCode).toBe(0)
  })

  test('a full disk refuses writes until it is freed', async () => {
    const write = () => lab.host('h2').exec('head -c 1M /dev/zero > /var/tmp/probe; rm -f /var/tmp/probe')
    await lab.host('h2').fillDisk()
    expect((await write()).stderr).toContain('No space left on device')
    await lab.host('h2').freeDisk()
    expect((await write()).stderr).toBe('')
  })

  test('a host that reboots comes back with its files', async () => {
    await lab.host('h2').exec('echo kept > /root/note', { check: true })
    await lab.host('h2').reboot()
    expect((await lab.host('h2').exec('cat /root/note')).stdout).toBe('kept')
  })

  test('a host gets packages from the controller', async () => {
    const script = 'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y unzip && unzip -v'
    const { stdout } = await lab.host('h1').exec(script, { check: true })
    expect(stdout).toContain('UnZip 6')
  })

  test('nothing is left after it went down', async () => {
    await lab.down()
    expect(namespacesOf(NAME)).toEqual([])
    expect(pidsInCgroups(NAME)).toEqual([])
    expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(`${labFolder(NAME)}/`)
    expect(existsSync(labFolder(NAME))).toBe(false)
  })
})
