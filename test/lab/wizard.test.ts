import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAlive } from '../../src/state/process-identity.js'
import { installOnHost } from './installer-on-host.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { type JsonLine, type Organisation, organisationOn, startDataCenter } from './organisation.js'
import { openTerminal, type Terminal } from './terminal.js'
import { watchCommandLines } from './watch-command-lines.js'

const HOSTS = ['h1', 'h2', 'h3'] as const
const WRONG = "not 'the' one"
const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped).sequential('an expert with three hosts, in the wizard', () => {
  let lab: Lab
  let operator: Organisation
  let terminal: Terminal
  let second: Terminal
  let seenOnHosts: (() => Promise<string>)[]

  beforeAll(async () => {
    lab = await bootLab({
      name: 'wizard',
      subnet: '10.87.0',
      hosts: HOSTS.map((name) => ({ name })),
    })
    operator = organisationOn(lab)
    await startDataCenter(lab)
    const watched = await Promise.all(HOSTS.map((name) => watchCommandLines(lab.host(name))))
    seenOnHosts = watched.map(({ seen }) => seen)
    terminal = await openTerminal(lab, operator, { columns: 120, rows: 40 })
    second = await openTerminal(lab, operator, { columns: 80, rows: 24 })
  })
  afterAll(async () => {
    await terminal?.close()
    await second?.close()
    operator?.remove()
    await lab?.down()
  })

  const folder = () => join(operator.folder, 'acme')
  const read = (file: string) => readFileSync(join(folder(), file), 'utf8')
  const address = (host: string) => lab.host(host).address
  const on = async (host: string, script: string) => (await lab.host(host).exec(script)).stdout
  /** In the folder that the wizard has made; with the right password unless it says otherwise. */
  const run = (...args: string[]) => operator.run([...args, '--file', join(folder(), 'org.yaml')])

  async function press(...keys: string[]) {
    await terminal.press(...keys)
  }

  /** Failed tries of the operator on a host, as its own journal has them. */
  async function refusedTries(host: string): Promise<number> {
    const said = await on(
      host,
      "journalctl -q --no-pager -o cat -t sudo | grep -c 'incorrect password attempt'",
    )
    return Number(said)
  }

  function worker(): { pid: number; isAlive: boolean } {
    const [output = ''] = readdirSync(join(folder(), 'runs')).filter((name) => name.endsWith('.output'))
    const [first = ''] = read(join('runs', output)).split('\n', 1)
    const begun = JSON.parse(first) as JsonLine & Parameters<typeof isAlive>[0]
    return { pid: begun.pid, isAlive: isAlive(begun) === true }
  }

  test('chooses her own machines, and names the organisation', async () => {
    await terminal.command('create-metis-node')
    await terminal.shows('Install on my machines')
    await press('Down', 'Enter')
    await terminal.shows('2/10 Organisation')
    await terminal.type('acme')
    await terminal.shows('New: everything about the organisation will lie there.')
    await press('Enter', 'Enter')
    await terminal.shows(/▸ Provide data/)
    await press('Enter')
    await terminal.shows('3/10 Machines')
  })

  test('pastes three hosts, and sees the fingerprints that they have themselves', async () => {
    await terminal.paste(
      HOSTS.map((name) => `${name} operator@${address(name)}:22 ${lab.keyFile}\n`).join(''),
    )
    await terminal.shows('3 ask something')
    await press('Enter')
    const shown = await terminal.shows('I have looked at all 3: trust them')
    for (const name of HOSTS) {
      const own = await on(name, 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
      const fingerprint = own.split(' ')[1] ?? ''
      expect(shown).toMatch(
        new RegExp(`${name} +${address(name)}:22 +${fingerprint.replaceAll(/\W/g, '\\$&')}`),
      )
    }
  })

  test('has one host refuse a wrong sudo password, once, and goes on with the right one', async () => {
    await press('Enter')
    const asked = await terminal.shows(/sudo password of operator on h\d:[\s\S]*\^R show/)
    const [, first = ''] = /sudo password of operator on (h\d):/.exec(asked) ?? []
    expect(asked).toContain('For all hosts of operator: yes')
    await terminal.answer(WRONG)
    await terminal.shows(new RegExp(`✗ ${first} [\\s\\S]*operator on (?!${first})h\\d:[\\s\\S]*\\^R show`))
    await terminal.answer(lab.password)
    const card = await terminal.shows('2 of 3 ready · 1 failed')
    expect(card).toContain(`sudo on host ${first} refuses the password of operator.`)
    expect(card).toContain('connection.sudo-password-wrong')
    expect(card).not.toContain(WRONG)
    await press('C-r')
    await terminal.shows('3 of 3 ready')
    expect(await Promise.all(HOSTS.map(refusedTries))).toEqual(HOSTS.map((name) => (name === first ? 1 : 0)))
  })

  test('takes the roles as they are suggested', async () => {
    await press('Enter')
    const shown = await terminal.shows('4/10 Roles')
    expect(shown).toMatch(/h2 +10\.87\.0\.12 .*h1 +10\.87\.0\.11 /)
    expect(shown).toMatch(/carrier +:10033 :10034 .*consul +:8500 +admin +:80 /)
    expect(shown).toMatch(/h3 +10\.87\.0\.13 [\s\S]*data-8700/)
  })

  test('says which network it is, and by which addresses others come', async () => {
    await press('Enter')
    await terminal.shows('5/10 Network')
    for (const _ of ['carrier', 'via']) {
      await press('C-u')
      await terminal.type(address('h2'))
      await press('Down')
    }
    await terminal.shows(/▸ +data center/)
    await press('C-u')
    await terminal.type(`${lab.address}:9090`)
    await press('Down', 'Right')
    const shown = await terminal.shows(/first of a private network +no \[yes\]/)
    expect(shown).toMatch(new RegExp(`data center +${lab.address}:9090`))
    expect(shown).toMatch(new RegExp(`carrier: external address +${address('h2')}`))
  })

  test('takes the files of the release from a folder, and three by name', async () => {
    await press('Enter')
    await terminal.shows('6/10 Release')
    await press('Down', 'Down', 'Enter')
    await terminal.shows(/folder/)
    await terminal.answer(lab.artifacts)
    await terminal.shows('9 of 12 files are here.')
    await terminal.type('s')
    await terminal.shows('single files')
    await press('Down', 'Enter')
    await terminal.shows(/▸ consul/)
    await press(...Array.from({ length: 7 }, () => 'Down'))
    for (const file of [
      'channel_sdk-2.0.0-py3-none-any.whl',
      'avx2/latticex_rosetta-1.0.0-py3-none-any.whl',
      'no_avx2/latticex_rosetta-1.0.0-py3-none-any.whl',
    ]) {
      await terminal.type(join(lab.artifacts, file))
      await press('Enter')
    }
    await terminal.shows(/▸ python/)
    await press('Enter', 'Enter')
    await terminal.shows(/All 12 files are here, checked: \d+\.\d MB\./)
  })

  test('is shown who holds a port that is planned, and goes on when it is free', async () => {
    await lab
      .host('h1')
      .exec('systemd-run --quiet --unit=squatter python3 -m http.server 8500', { check: true })
    await lab.host('h1').exec('until ss -Hltn | grep -q :8500; do sleep 0.05; done', { check: true })
    await press('Enter')
    await terminal.shows('7/10 Checks')
    await terminal.shows(/1 error, \d+ warnings, 3 pieces of advice\. Fix the errors, then check again\./)
    await press('Tab')
    const card = await terminal.shows('preflight.port-taken')
    expect(card).toMatch(/Port 8500\/tcp on h1, planned for consul, is taken by python3 \(pid \d+\)/)
    expect(card).toContain('squatter.service')
    await lab.host('h1').exec('systemctl stop squatter', { check: true })
    await terminal.type('r')
    await terminal.shows(/^ \d+ warnings, 3 pieces of advice\. Warnings stop nothing; read them\./m)
  })

  test('reviews the plan, and the file that is the same', async () => {
    await press('Enter')
    const shown = await terminal.shows('[ Install ]')
    expect(shown).toMatch(/\d+ changes on 3 hosts, \d+\.\d MB to send\./)
    await press('Left')
    const file = await terminal.shows('create-metis-node apply -f')
    expect(file).toContain(join(folder(), 'org.yaml'))
    const { exitCode, stdout } = await run('validate')
    expect(exitCode, stdout).toBe(0)
    expect(existsSync(join(folder(), 'runs'))).toBe(false)
    expect(await on('h1', 'ls -d /opt/metis 2>/dev/null || true')).toBe('')
  })

  test('loses her terminal while it installs; the installation goes on', async () => {
    await press('Enter')
    await terminal.shows('▸ [ Install ]')
    // So that most is still on its way when the disk is full.
    await lab.narrowUplink('40mbit')
    await press('Enter')
    await terminal.shows(/Running .* \d+\/\d+/)
    await lab.host('h3').fillDisk(1)
    process.kill(await terminal.program(), 'SIGKILL')
    expect(await terminal.exitCode()).toBe(137)
    const { pid, isAlive } = worker()
    expect(isAlive).toBe(true)
    for (const file of ['cmdline', 'environ']) {
      expect(readFileSync(`/proc/${pid}/${file}`, 'utf8')).not.toContain(lab.password)
    }
    await terminal.answer('reset')
  })

  test('watches it from elsewhere, and leaves with a key', async () => {
    await second.command('cd acme; create-metis-node watch')
    await second.shows(/Running .* \d+\/\d+/)
    await second.type('d')
    await second.exitCode()
    expect(await second.shows('create-metis-node watch')).toContain('goes on')
    expect(worker().isAlive).toBe(true)
  })

  test('starts again, is offered what runs, and sees it to its end: a disk was full', async () => {
    await terminal.command('create-metis-node')
    await terminal.shows('Watch the apply of acme')
    await press('Enter')
    const shown = await terminal.shows('9/10 Install')
    expect(shown).not.toContain('Lost')
    const card = await terminal.shows('✗ Failed')
    expect(card).toMatch(/\d+ of \d+ actions done, \d failed, \d+ skipped\./)
    expect(card).toMatch(/error: The disk of (host )?h3 is full/)
    for (const instance of ['consul', 'carrier', 'admin', 'via']) expect(card).toContain(`● ${instance}`)
  })

  test('frees the disk, and what is left is reviewed and done', async () => {
    await lab.host('h3').freeDisk()
    await lab.narrowUplink()
    await terminal.type('r')
    const asked = await terminal.shows(/sudo password of operator on h\d:/)
    expect(asked).not.toContain(lab.password)
    await terminal.shows('For all hosts of operator')
    await terminal.answer(lab.password)
    const shown = await terminal.shows('[ Install ]')
    expect(shown).toMatch(/\d+ changes on \d hosts?/)
    await press('Enter')
    await terminal.shows('▸ [ Install ]')
    await press('Enter')
    const done = await terminal.shows(/● Done .* (\d+)\/\1/)
    expect(done).not.toMatch(/[◐○✗] (consul|carrier|admin|via|data)/)
  })

  test('is told that it works, and what to hand to others', async () => {
    await press('Enter')
    const shown = await terminal.shows('● 5 of 5 instances are healthy')
    expect(shown).toContain('● Consul has a leader (10.87.0.11:8200), 1 of 1 server')
    expect(shown).toContain('● The carrier answers, and tells others to dial')
    expect(shown).toContain('● via is registered, and others reach it at')
    expect(shown).toContain('● The console answers at http://10.87.0.11/')
    expect(shown).toContain('● 1 of 1 data and compute services are registered')
    // Consul is closed to this computer.
    const ask = `import json, urllib.request as u
token = open('/opt/metis/consul/config/consul.env').read().split('=')[1].strip()
call = u.Request('http://${address('h1')}:8500/v1/health/state/passing', headers={'X-Consul-Token': token})
states = json.load(u.urlopen(call))
print(' '.join(sorted(one['ServiceID'] for one in states if one['ServiceID'])))`
    expect((await on('h1', `python3 -c "${ask}"`)).trim().split(' ')).toEqual([
      'adminService-10-87-0-11-9090',
      'carrierService_10.87.0.12_10033',
      'dataService_10.87.0.13_8700',
      'viaService_10.87.0.12_10031',
    ])
    const rows = shown.split('\n')
    const rowOf = (label: string) => rows.findIndex((row) => row.includes(label))
    const enr = rows
      .slice(rowOf('ENR (bootstrap node)'), rowOf('Multiaddress'))
      .map((row) => row.trim().split(/\s+/).at(-1))
      .join('')
    expect(enr).toMatch(/^enr:[-\w]{150,}$/)
    expect(read('handover.md')).toContain(`\`${enr}\``)
    expect(read('handover.md')).toContain('`10.87.0.12  10036/tcp  10035/udp`')
    await press('Enter')
    expect(await terminal.exitCode()).toBe(0)
    expect(await terminal.screen()).toContain('create-metis-node status -f acme/org.yaml')
  })

  test('has what was typed, and nothing secret, in her files', async () => {
    expect(statSync(join(folder(), 'handover.md')).mode & 0o777).toBe(0o644)
    const { exitCode, stdout } = await run('validate')
    expect(exitCode, stdout).toBe(0)
    const secrets = Object.values(JSON.parse(read('secrets.json')) as object).filter(
      (one) => typeof one === 'string',
    )
    const { HOME = '' } = operator.environment
    const [, keyLine = ''] = readFileSync(lab.keyFile, 'utf8').split('\n')
    expect(keyLine).toHaveLength(70)
    for (const path of [...filesIn(operator.folder), ...filesIn(HOME)]) {
      const text = readFileSync(path, 'utf8')
      for (const secret of [lab.password, 'lab pass', WRONG, keyLine])
        expect(text.includes(secret), path).toBe(false)
      if (path.endsWith('secrets.json')) continue
      for (const secret of secrets) expect(text.includes(secret), path).toBe(false)
    }
    const commandLines = (await Promise.all(seenOnHosts.map((seen) => seen()))).join('\n')
    expect(commandLines).toContain('consul')
    expect(commandLines).not.toMatch(/lab pass|not 'the'/)
  })

  test('has nothing left to do', async () => {
    const { exitCode, stdout } = await run('plan')
    expect(stdout).toBe('Nothing to do: every host is as org.yaml says.')
    expect(exitCode).toBe(0)
  })

  test('sees in the status when a service stops', async () => {
    await second.command('create-metis-node status')
    await second.shows(/sudo password of operator on h\d:/)
    await second.answer(lab.password)
    await second.shows('[y/N]')
    await second.answer('y')
    await second.shows('5 of 5 instances healthy')
    await lab.host('h3').exec('systemctl stop metis-data-8700', { check: true })
    const shown = await second.shows('4 of 5 instances healthy')
    expect(shown).toMatch(/! data .*stopped/)
    await lab.host('h3').exec('systemctl start metis-data-8700', { check: true })
    await second.shows('5 of 5 instances healthy')
    await second.press('q')
    await second.exitCode()
    const after = await second.screen()
    expect(after).not.toContain('instances healthy')
    expect(after).toContain('create-metis-node status')
  })
})

describe.skipIf(isSkipped).sequential('an operator on the very machine that everything goes to', () => {
  let lab: Lab
  let operator: Organisation
  let terminal: Terminal
  let artifacts: string

  beforeAll(async () => {
    lab = await bootLab({ name: 'wizard', subnet: '10.87.0', hosts: [{ name: 'h1' }] })
    operator = organisationOn(lab)
    await startDataCenter(lab)
    const installer = await installOnHost(lab, lab.host('h1'))
    artifacts = installer.artifacts
    terminal = await openTerminal(lab, operator, { columns: 100, rows: 30 })
    await terminal.command(`${lab.host('h1').enter()} ${installer.shell}`)
    await terminal.shows('$ ')
  })
  afterAll(async () => {
    await terminal?.close()
    operator?.remove()
    await lab?.down()
  })

  test('gets as far as the review with one sudo password, and without SSH', async () => {
    const logins = await lab.host('h1').exec(LOGINS)
    await terminal.answer('clear; create-metis-node')
    await terminal.shows('Install on this machine')
    await terminal.press('Down', 'Down', 'Enter')
    await terminal.shows('2/10 Organisation')
    await terminal.type('solo')
    await terminal.shows('New: everything about the organisation will lie there.')
    await terminal.press('Enter', 'Enter')
    await terminal.shows(/▸ Provide data/)
    await terminal.press('Up', 'Enter')
    await terminal.shows('1 asks something')
    await terminal.press('Enter')
    await terminal.shows(/sudo password of operator on h1:[\s\S]*\^R show/)
    await terminal.answer(lab.password)
    const machine = await terminal.shows('1 of 1 ready')
    expect(machine).toMatch(/[●!] h1 +10\.87\.0\.11 +– +– +– +● /)
    await terminal.press('Enter')
    await terminal.shows('4/10 Roles')
    await terminal.press('Enter')
    await terminal.shows('5/10 Network')
    await terminal.press('Enter')
    await terminal.shows('6/10 Release')
    await terminal.press('Down', 'Down', 'Enter')
    await terminal.answer(artifacts)
    await terminal.shows(/All \d files are here, checked: \d+\.\d MB\./)
    await terminal.press('Enter')
    await terminal.shows(/1 error, \d+ warnings/)
    await terminal.press('Enter')
    expect(await terminal.shows('[Problems')).toContain('cannot reach the data center')
    await terminal.type('g')
    await terminal.shows('5/10 Network')
    await terminal.press('Down')
    await terminal.shows(/▸ +data center/)
    await terminal.press('C-u')
    await terminal.type(`${lab.address}:9090`)
    await terminal.shows(`${lab.address}:9090`)
    await terminal.press('Enter')
    await terminal.shows('6/10 Release')
    await terminal.press('Enter', 'Enter')
    await terminal.shows(/All \d files are here, checked/)
    await terminal.press('Enter')
    await terminal.shows(/^ \d+ warnings?, \d+ pieces? of advice\. Warnings stop nothing; read them\./m)
    await terminal.press('Enter')
    await terminal.shows('[Problems')
    await terminal.press('Enter')
    await terminal.shows('[ Install ]')
    expect(await terminal.screen()).toMatch(/\d+ changes on 1 host, \d+\.\d MB to send\./)
    expect((await lab.host('h1').exec('cat /home/operator/solo/org.yaml')).stdout).toContain('local: true')
    expect(await lab.host('h1').exec(LOGINS)).toEqual(logins)
    await terminal.press('C-c')
    await terminal.shows('Leave?')
    await terminal.press('Down', 'Enter')
    await terminal.shows('To go on from here:')
  })
})

const LOGINS = 'journalctl -q --no-pager -o cat -u ssh | grep -c Accepted'

/** Regular files below a folder, but not what was fetched. */
function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => lstatSync(path).isFile() && !path.includes('/members/'))
}
