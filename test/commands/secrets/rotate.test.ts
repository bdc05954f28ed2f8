import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jsonLines, presetText, rehearsedWorld } from '../../rehearsal/rehearsed-world.js'
import { type Cut, installed } from './rehearsed-rotation.js'

const ADMIN_CONFIG = '/opt/metis/admin/config/application-admin.yml'

describe('secrets rotate', () => {
  it('gives the console a new password: the former is refused, and the hosts are as planned', async () => {
    const { run, secret, mayLogIn, isRotating } = await installed()
    const former = secret('console-password')
    expect(await mayLogIn(former)).toBe(true)

    const { exitCode, stdout } = await run('secrets', 'rotate', 'console-password')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Done: console-password has a new value, and it was seen to work.')
    expect(stdout).toContain('console-login')
    const now = secret('console-password')
    expect(stdout).not.toContain(now)
    expect([await mayLogIn(former), await mayLogIn(now)]).toEqual([false, true])
    expect(isRotating()).toBe(false)
    expect((await run('plan')).exitCode).toBe(0)
  })

  it('gives the admin a new password for its database, and nobody else anything', async () => {
    const { run, secret, mayLogIn, fileOnHost } = await installed()
    const former = secret('database-password')
    const [console, key] = [secret('console-password'), secret('carrier-key')]

    const { exitCode, stdout } = await run('secrets', 'rotate', 'database-password')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('database-login')
    const config = await fileOnHost(ADMIN_CONFIG)
    expect([config.includes(former), config.includes(secret('database-password'))]).toEqual([false, true])
    expect([secret('console-password'), secret('carrier-key')]).toEqual([console, key])
    expect(await mayLogIn(console)).toBe(true)
    expect((await run('plan')).exitCode).toBe(0)
  })

  it('gives the passphrase a new value, with which hosts keep the secrets sealed, and restarts nothing', async () => {
    const { run, secret, isRotating } = await installed()
    const former = secret('recovery-passphrase')
    const { exitCode, stdout } = await run('secrets', 'rotate', 'recovery-passphrase')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Done: recovery-passphrase has a new value.\n')
    expect(stdout).toContain('keep that too until all are sealed anew')
    expect(stdout).toContain('1 change on 1 host.')
    expect(secret('recovery-passphrase')).not.toBe(former)
    expect(isRotating()).toBe(false)
  })

  it('brings the former value back when nobody can log in with the new one, and works the next time', async () => {
    const { run, secret, mayLogIn, isRotating } = await installed({ faults: ['login-refused'] })
    const former = secret('console-password')

    const failed = await run('secrets', 'rotate', 'console-password')
    expect(failed.exitCode).toBe(1)
    expect(failed.stdout).toContain('the console refuses a login')
    expect(failed.stderr).toContain('run.rotation-undone')
    expect(secret('console-password')).toBe(former)
    expect(isRotating()).toBe(false)
    expect(await mayLogIn(former)).toBe(true)
    expect((await run('plan')).exitCode).toBe(0)

    expect((await run('secrets', 'rotate', 'console-password')).exitCode).toBe(0)
    expect(await mayLogIn(former)).toBe(false)
  })

  it('keeps both values in a private file when the former does not come back either, until apply has brought it', async () => {
    const { run, secret, mayLogIn, rotation, isRotating } = await installed({
      faults: ['login-refused', 'login-refused'],
    })
    const former = secret('console-password')

    const { exitCode, stderr } = await run('secrets', 'rotate', 'console-password')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('run.rotation-stuck')
    expect(stderr).toContain('secrets.json.rotation')
    expect(statSync(rotation).mode & 0o777).toBe(0o600)
    const kept = JSON.parse(readFileSync(rotation, 'utf8')) as { changes: { former: string; new: string }[] }
    expect(kept).toMatchObject({ toward: 'former', changes: [{ former }] })
    expect(stderr).not.toContain(kept.changes[0]?.new)

    expect((await run('apply')).exitCode).toBe(0)
    expect(secret('console-password')).toBe(former)
    expect(await mayLogIn(former)).toBe(true)
    expect(isRotating()).toBe(false)
    expect((await run('plan')).exitCode).toBe(0)
  })

  it('asks first, and changes nothing, here or there, when the answer is no', async () => {
    const { cutOff, run, secret, isRotating } = await installed()
    const former = secret('console-password')
    const never = { at: -1, when: 'before' } as const
    const declined = await cutOff({ ...never, answers: ['n'] }, 'secrets', 'rotate', 'console-password')
    expect(declined).toMatchObject({
      exitCode: 1,
      asked: ['Give console-password a new value, and the former again if it does not work? [y/N] '],
    })
    expect([secret('console-password'), isRotating()]).toEqual([former, false])
    expect((await run('plan')).exitCode).toBe(0)

    const agreed = await cutOff({ ...never, answers: ['y'] }, 'secrets', 'rotate', 'console-password')
    expect(agreed.exitCode, agreed.stderr).toBe(0)
    expect(secret('console-password')).not.toBe(former)
  })

  it('stops with Ctrl-C where it is, and says how it goes on', async () => {
    const { cutOff, run, secret, mayLogIn, isRotating } = await installed()
    const stopped = await cutOff({ at: 0, when: 'stopped' }, 'secrets', 'rotate', 'console-password')
    expect(stopped.exitCode).toBe(130)
    expect(stopped.stdout).toContain('The rotation of console-password is not finished')
    expect(isRotating()).toBe(true)

    expect((await run('apply')).exitCode).toBe(0)
    expect(isRotating()).toBe(false)
    expect(await mayLogIn(secret('console-password'))).toBe(true)
  })

  it('shows no value with --json', async () => {
    const { run, secret } = await installed()
    const former = secret('database-password')
    const said = await run('secrets', 'rotate', 'database-password', '--json')
    expect(jsonLines(said).at(-3)).toEqual({ type: 'rotated', name: 'database-password' })
    expect(jsonLines(said).slice(-2)).toMatchObject([{ type: 'done' }, { type: 'ended', exitCode: 0 }])
    for (const value of [former, secret('database-password')]) expect(said.stdout).not.toContain(value)
  })

  it('gives the account on a database of your own a new password, as its administrator', async () => {
    const text = (await presetText('single-host')).replace(
      'admin: h1',
      'admin: { host: h1, database: { host: 10.9.0.9, adminUser: dba } }',
    )
    const { run, secret, fileOnHost } = await installed({ text })
    const { exitCode, stderr } = await run('secrets', 'rotate', 'database-password')
    expect(exitCode, stderr).toBe(0)
    expect(await fileOnHost(ADMIN_CONFIG)).toContain(secret('database-password'))
  })

  it('rotates nothing where the hosts were installed with other secrets', async () => {
    const { run, folder } = await installed()
    rmSync(join(folder, 'secrets.json'))
    const elsewhere = join(folder, 'elsewhere')
    await run('init', elsewhere, '--preset', 'single-host', '--name', 'other')
    copyFileSync(join(elsewhere, 'secrets.json'), join(folder, 'secrets.json'))
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8')
    expect((await run('secrets', 'rotate', 'console-password')).stderr).toContain('preflight.other-secrets')
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before)
  })

  it('rotates nothing where the host of the admin is set up by hand', async () => {
    const text = (await presetText('minimal')).replace(
      /(address: 10\.20\.0\.11.*\n)( +)user: .*\n/,
      '$1$2byHand: true\n',
    )
    const { run } = await rehearsedWorld(text)
    const { exitCode, stderr } = await run('secrets', 'rotate', 'console-password')
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('command.rotates-by-hand')])
  })

  it.each([
    ['carrier-key', 'command.carrier-key-stays', 'identity of the node in the network'],
    ['console-pasword', 'command.not-rotated', 'Did you mean console-password?'],
    ['constructor', 'command.not-rotated', 'There are: database-password, console-password'],
  ])('refuses to rotate %s', async (name, code, sentence) => {
    const { run, secret, folder } = await installed()
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8')
    const { exitCode, stderr } = await run('secrets', 'rotate', name)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(code)
    expect(stderr.replace(/\s+/g, ' ')).toContain(sentence)
    expect(secret('carrier-key')).toHaveLength(64)
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before)
  })

  it('rotates nothing without the secrets of the hosts, or while something else is open', async () => {
    const { run, folder } = await installed()
    const org = readFileSync(join(folder, 'org.yaml'), 'utf8')
    writeFileSync(join(folder, 'org.yaml'), org.replace('  data: h1\n', '  data: { host: h1, port: 8701 }\n'))
    expect((await run('secrets', 'rotate', 'console-password')).stderr).toContain('run.changes-open')
    writeFileSync(join(folder, 'org.yaml'), org)
    rmSync(join(folder, 'secrets.json'))
    expect((await run('secrets', 'rotate', 'console-password')).stderr).toContain('state.secrets-missing')
  })
})

describe('a rotation that is cut off', () => {
  /** Each place, until the rotation comes to its end before it. */
  const everywhere = async (when: Cut['when'], check: (cut: Cut) => Promise<boolean>) => {
    let places = 0
    while (await check({ at: places, when })) places++
    return places
  }

  it.each([
    ['console-password', 'before', []],
    ['console-password', 'after', []],
    ['database-password', 'before', []],
    ['database-password', 'after', []],
    ['recovery-passphrase', 'after', []],
    ['console-password', 'after', ['login-refused']],
  ] as const)('of the %s, %s anything on the hosts, is ended by apply (%j)', async (name, when, faults) => {
    const places = await everywhere(when, async (cut) => {
      const { cutOff, run, secret, mayLogIn, isRotating } = await installed({ faults })
      const { isCut } = await cutOff(cut, 'secrets', 'rotate', name)
      await run('apply')
      expect(isRotating()).toBe(false)
      expect(await mayLogIn(secret('console-password'))).toBe(true)
      expect((await run('plan')).exitCode).toBe(0)
      return isCut
    })
    expect(places).toBeGreaterThan(1)
  })

  it('is ended by the same command with the value that was made for it', async () => {
    const { cutOff, run, rotation, secret, mayLogIn } = await installed()
    await cutOff({ at: 0, when: 'after' }, 'secrets', 'rotate', 'console-password')
    const { changes } = JSON.parse(readFileSync(rotation, 'utf8')) as { changes: { new: string }[] }

    const again = await run('secrets', 'rotate', 'console-password')
    expect(again.exitCode, again.stderr).toBe(0)
    expect(again.stderr).toContain('was cut off, and is finished first.')
    expect(secret('console-password')).toBe(changes[0]?.new)
    expect(await mayLogIn(secret('console-password'))).toBe(true)
  })

  it('is ended before another one begins', async () => {
    const { cutOff, run, secret, isRotating } = await installed()
    const former = secret('database-password')
    await cutOff({ at: 0, when: 'after' }, 'secrets', 'rotate', 'console-password')
    const console = secret('console-password')

    const other = await run('secrets', 'rotate', 'database-password')
    expect(other.exitCode, other.stderr).toBe(0)
    expect([secret('console-password'), isRotating()]).toEqual([console, false])
    expect(secret('database-password')).not.toBe(former)
  })
})
