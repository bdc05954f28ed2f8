import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presetText } from '../../rehearsal/rehearsed-world.js'
import { installed } from './rehearsed-rotation.js'
import { type Pem, selfSigned } from './self-signed.js'

const ADDRESS = '10.20.0.11'
const former = selfSigned([ADDRESS])
const renewed = selfSigned([ADDRESS])
const text = (await presetText('single-host')).replace(
  'admin: h1',
  'admin: { host: h1, tls: { certificate: console.crt, key: console.key } }',
)
const ON_HOST = '/opt/metis/admin/config/console'

async function withTls({ certificate, key }: Pem = former, given: Pem = renewed) {
  const files = {
    'console.crt': certificate,
    'console.key': key,
    'new.crt': given.certificate,
    'new.key': given.key,
  }
  const all = await installed({ text, files })
  const read = (file: string) => readFileSync(join(all.folder, file), 'utf8')
  const onHost = async () => ({
    certificate: await all.fileOnHost(`${ON_HOST}.crt`),
    key: await all.fileOnHost(`${ON_HOST}.key`),
  })
  const here = () => ({ certificate: read('console.crt'), key: read('console.key') })
  const kept = () => readdirSync(all.folder).filter((name) => name.endsWith('.former'))
  return { ...all, read, onHost, here, kept }
}

const WITH_FILES = ['secrets', 'rotate', 'tls', '--certificate', 'new.crt', '--key', 'new.key']

describe('secrets rotate tls', () => {
  it('puts new files where org.yaml says and on the host, and keeps the former ones', async () => {
    const { run, onHost, here, kept, read, folder, isRotating } = await withTls()
    const { exitCode, stdout, stderr } = await run(...WITH_FILES)
    expect(exitCode, stderr).toBe(0)
    expect(stdout).toContain('console-certificate')
    expect(stdout).toMatch(/SHA-256 fingerprint\n([0-9A-F]{2}:){31}/)
    expect(await onHost()).toEqual(renewed)
    expect(here()).toEqual(renewed)
    const [certificate = '', key = ''] = kept()
    expect([read(certificate), read(key)]).toEqual([former.certificate, former.key])
    expect(statSync(join(folder, key)).mode & 0o777).toBe(0o600)
    expect(isRotating()).toBe(false)
    expect((await run('plan')).exitCode).toBe(0)
  })

  it('takes renewed files that lie where org.yaml says already', async () => {
    const { run, folder, onHost } = await withTls()
    writeFileSync(join(folder, 'console.crt'), renewed.certificate)
    writeFileSync(join(folder, 'console.key'), renewed.key)
    const { exitCode, stderr } = await run('secrets', 'rotate', 'tls')
    expect(exitCode, stderr).toBe(0)
    expect(await onHost()).toEqual(renewed)
  })

  it.each([
    [[], 'given'],
    [['--certificate', 'new.crt', '--key', 'new.key'], 'in place'],
  ])('goes back when another certificate is served (%j)', async (options) => {
    const { cutOff, run, folder, onHost, here, isRotating } = await withTls()
    if (options.length === 0) {
      writeFileSync(join(folder, 'console.crt'), renewed.certificate)
      writeFileSync(join(folder, 'console.key'), renewed.key)
    }
    let asked = 0
    // What is written is right, what the proof asks for is not there.
    const secrets = (name: string, value: string) =>
      name === 'tls-certificate' && ++asked === 2 ? 'another' : value
    const { exitCode, stderr } = await cutOff(
      { at: -1, when: 'before', secrets },
      'secrets',
      'rotate',
      'tls',
      ...options,
    )
    expect(exitCode).toBe(1)
    expect(stderr).toContain('run.rotation-undone')
    expect(await onHost()).toEqual(former)
    expect(here()).toEqual(former)
    expect(isRotating()).toBe(false)
    expect((await run('plan')).exitCode).toBe(0)
  })

  it.each(['before', 'after'] as const)(
    'that is cut off %s anything on the host is ended by apply',
    async (when) => {
      for (let at = 0; ; at++) {
        const { cutOff, run, onHost, here, isRotating } = await withTls()
        const { isCut } = await cutOff({ at, when }, ...WITH_FILES)
        const apply = await run('apply')
        expect(apply.exitCode, apply.stderr).toBe(0)
        expect([await onHost(), here()]).toEqual([renewed, renewed])
        expect(isRotating()).toBe(false)
        if (!isCut) break
      }
    },
  )

  it.each([
    ['of another key', { ...renewed, key: former.key }, 'command.certificate-key-differs'],
    ['that is over', selfSigned([ADDRESS], 2020, 2022), 'command.certificate-out-of-date'],
    ['that is not valid yet', selfSigned([ADDRESS], 2040, 2042), 'command.certificate-out-of-date'],
    ['for somebody else', selfSigned(['other.example']), 'command.certificate-other-name'],
    [
      'with a key that is too short',
      selfSigned([ADDRESS], 2025, 2027, 1024),
      'command.certificate-unreadable',
    ],
    ['that is none', { ...renewed, certificate: 'none' }, 'command.certificate-unreadable'],
    ['that it has already', former, 'command.certificate-same'],
  ])('refuses a certificate %s, before anything is changed', async (_, given, code) => {
    const { run, onHost, here, kept } = await withTls(former, given)
    const { exitCode, stderr } = await run(...WITH_FILES)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(code)
    expect(stderr).not.toContain(given.key.split('\n')[1])
    expect([await onHost(), here(), kept()]).toEqual([former, former, []])
  })

  it('wants a certificate for all names that the former one is for', async () => {
    const named = selfSigned(['console.bank.example', 'metis.bank.example'])
    const fewer = await withTls(named, selfSigned(['console.bank.example']))
    expect((await fewer.run(...WITH_FILES)).stderr.replace(/\s+/g, ' ')).toContain(
      'is not for metis.bank.example',
    )
    const wildcard = await withTls(named, selfSigned(['*.bank.example']))
    expect((await wildcard.run(...WITH_FILES)).exitCode).toBe(0)
  })

  it('says so where the console has no certificate, or one file of two is given', async () => {
    const { run } = await installed()
    expect((await run('secrets', 'rotate', 'tls')).stderr).toContain('command.no-tls')
    const half = await (await withTls()).run('secrets', 'rotate', 'tls', '--certificate', 'new.crt')
    const stray = await run('secrets', 'rotate', 'console-password', '--key', 'new.key')
    expect(stray).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('command.only-for-tls') })
    expect(half).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('command.certificate-without-key'),
    })
  })
})
