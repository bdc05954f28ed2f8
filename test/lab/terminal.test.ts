import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { artifactsOf, type Organisation, organisationOn, startDataCenter } from './organisation.js'
import { openTerminal, type Terminal } from './terminal.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped).sequential('an operator at a terminal of 80 columns and 24 rows', () => {
  let lab: Lab
  let operator: Organisation
  let terminal: Terminal

  beforeAll(async () => {
    lab = await bootLab({ name: 'terminal', subnet: '10.81.0', hosts: [{ name: 'h1' }] })
    operator = organisationOn(lab)
    await startDataCenter(lab)
    operator.write(`
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.81.0.11, user: operator, identityFile: ${lab.keyFile} }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 10.81.0.11 }
  admin: h1
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
    terminal = await openTerminal(lab, operator, { columns: 80, rows: 24 })
  })
  afterAll(async () => {
    await terminal?.close()
    operator?.remove()
    await lab?.down()
  })

  const traces = async () => (await lab.host('h1').exec('ls -d /opt/metis; getent passwd metis')).stdout

  /** Rows that the terminal had to break; what can be pasted is never broken by the program. */
  const tooWide = (whole: string, columns = 80) =>
    whole.split('\n').filter((line) => stringWidth(line.trimEnd()) > columns && !line.includes('`'))

  async function logIn() {
    await terminal.shows('sudo password of operator on h1:')
    await terminal.answer(lab.password)
  }

  test('is shown the fingerprint of a new host, and a no ends it', async () => {
    await terminal.command('create-metis-node apply')
    const shown = await terminal.shows('Trust it? [y/N]')
    expect(shown).toContain(`ssh-ed25519 ${lab.host('h1').fingerprint}`)
    expect(shown).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
    await terminal.answer('n')
    expect(await terminal.exitCode()).toBe(1)
    await terminal.shows('connection.host-key-unconfirmed')
    expect(tooWide(await terminal.whole())).toEqual([])
  })

  test('can leave at the password with Ctrl-C, and the terminal is as before', async () => {
    await terminal.command('create-metis-node apply')
    await terminal.shows('Trust it? [y/N]')
    await terminal.answer('yes')
    await terminal.shows('sudo password of operator on h1:')
    await terminal.press('C-c')
    expect(await terminal.exitCode()).toBe(130)
    await terminal.shows('Interrupted.')
    await terminal.command('echo seen')
    await terminal.shows(/^seen$/m)
  })

  test('types the sudo password unseen, reads what would change, and says no', async () => {
    await terminal.command('create-metis-node apply')
    await logIn()
    const shown = await terminal.shows('Apply these changes? [y/N]')
    expect(shown).toMatch(/^\d+ changes on 1 host, 69\.\d MB to send\.$/m)
    expect(shown).toContain('packages mariadb-server, nginx, openjdk-17-jre-headless;')
    await terminal.answer('')
    expect(await terminal.exitCode()).toBe(1)
    await terminal.shows('Nothing was changed.')
    const whole = await terminal.whole()
    expect(whole).not.toContain('never seen before')
    expect(whole).not.toMatch(/lab pass|pass'word/)
    expect(tooWide(whole)).toEqual([])
    expect(await traces()).toBe('')
  })

  test('stops with Ctrl-C: what runs is finished, and the way on is told', async () => {
    await terminal.command('create-metis-node apply')
    await logIn()
    await terminal.shows('Apply these changes? [y/N]')
    await terminal.answer('y')
    await terminal.shows(/^\[\d+\/\d+\] .*h1/m)
    await terminal.shows(/^ *\d+\/\d+ {2}h1 .*sent consul/m)
    await terminal.press('C-c')
    await terminal.shows(/Stopping: \d+ running actions? will finish\. Ctrl-C again stops at once\./)
    expect(await terminal.exitCode()).toBe(130)
    const shown = await terminal.shows(/^Stopped: \d+ of \d+ actions done\.$/m)
    expect(shown).toContain('Running apply again goes on from here.')
    expect(shown).not.toMatch(/^\[\d+\/\d+\]/m)
    expect(tooWide(await terminal.whole()).filter((line) => !line.startsWith('Journal: '))).toEqual([])
  })

  test('stops at once with Ctrl-C twice', async () => {
    await terminal.command('create-metis-node apply')
    await logIn()
    await terminal.shows('Apply these changes? [y/N]')
    await terminal.answer('y')
    await terminal.shows(/^\[\d+\/\d+\] .*h1 /m)
    await terminal.press('C-c')
    await terminal.press('C-c')
    expect(await terminal.exitCode()).toBe(130)
    await terminal.shows(/^Stopped: \d+ of \d+ actions done\.$/m)
  })

  test('goes on, and is told where the console and its password are', async () => {
    await terminal.command('create-metis-node apply')
    await logIn()
    await terminal.shows('Apply these changes? [y/N]')
    await terminal.answer('y')
    // A carrier that the run before had just begun to start may be ready after the review only: then it is asked again.
    const begun = await terminal.shows(/since the plan was reviewed[\s\S]*\[y\/N\]|^\[\d+\/\d+\]|^Done: /m)
    if (begun.includes('since the plan was reviewed')) await terminal.answer('y')
    const exitCode = await terminal.exitCode()
    expect([exitCode, exitCode === 0 ? '' : await terminal.whole()]).toEqual([0, ''])
    const shown = await terminal.shows('Done: acme runs as org.yaml says.')
    expect(shown).toContain('Web console:  http://10.81.0.11/')
    expect(shown).toContain('Password:     create-metis-node secrets show console-password')
    const whole = await terminal.whole()
    // Nothing ran before: there was nothing to be put back, however far the two before it came.
    const runs = join(operator.folder, 'runs')
    const journals = readdirSync(runs).map((name) => readFileSync(join(runs, name), 'utf8'))
    expect(journals.filter((text) => text.includes('"kind":"keep-former"'))).toEqual([])
    // How far the two before it came, depends on the machine.
    expect(whole).toMatch(/^ *\d+\/\d+ {2}h1 {2}admin +metis-admin\.service runs/m)
    expect(tooWide(whole)).toEqual([])
  })

  test('reads the same in Chinese', async () => {
    await terminal.command('create-metis-node --lang zh status --once')
    await terminal.shows('operator')
    await terminal.answer(lab.password)
    expect(await terminal.exitCode()).toBe(0)
    expect(await terminal.shows('carrier')).toContain('健康')
    expect(tooWide(await terminal.whole())).toEqual([])
  })

  test('follows logs until Ctrl-C', async () => {
    await terminal.command('create-metis-node logs carrier --follow --lines 3')
    await logIn()
    await terminal.shows(/^carrier@h1 {2}20\d\d-/m)
    await terminal.press('C-c')
    expect(await terminal.exitCode()).toBe(130)
  })

  describe('with a larger screen', () => {
    let large: Terminal

    beforeAll(async () => {
      large = await openTerminal(lab, operator, { columns: 120, rows: 40 })
    })
    afterAll(() => large?.close())

    test('sees the status of an instance in one row', async () => {
      await large.command('create-metis-node status --once')
      await large.shows('sudo password of operator on h1:')
      await large.answer(lab.password)
      expect(await large.exitCode()).toBe(0)
      await large.shows(
        /^admin +h1 +healthy .* health page answers, passing in Consul, console served by nginx$/m,
      )
      expect(tooWide(await large.whole(), 120)).toEqual([])
    })

    test('sees the status as a picture that stays true, and gets the terminal back', async () => {
      await large.command('create-metis-node status')
      await large.shows('sudo password of operator on h1:')
      await large.answer(lab.password)
      await large.shows(/All instances are well\./)
      await large.press('q')
      expect(await large.exitCode()).toBe(0)
    })

    test('removes it only by typing its name', async () => {
      await large.command('create-metis-node destroy')
      await large.shows('sudo password of operator on h1:')
      await large.answer(lab.password)
      await large.shows('Type the name of the organisation (acme) to remove it:')
      await large.answer('y')
      expect(await large.exitCode()).toBe(3)
      await large.shows('command.name-differs')

      await large.command('create-metis-node destroy')
      await large.shows('sudo password of operator on h1:')
      await large.answer(lab.password)
      await large.shows('Type the name of the organisation (acme) to remove it:')
      await large.answer('acme')
      expect(await large.exitCode()).toBe(0)
      await large.shows('Proof: 1 host asked again, only what is kept is left.')
      expect((await lab.host('h1').exec('ls /opt/metis/carrier/data')).stdout).toBe('datadir\np2p')
    })
  })
})
