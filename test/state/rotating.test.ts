import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openSecrets } from '../../src/state/secrets.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const WANTED = { 'console-password': 'password', 'carrier-key': 'secp256k1' } as const
const AT = new Date('2026-11-30T08:15:00.123Z')

let directory: string
let secrets: string
let certificate: string
let rotation: string

beforeEach(() => {
  directory = temporaryFolder()
  secrets = join(directory, 'secrets.json')
  certificate = join(directory, 'console.crt')
  rotation = `${secrets}.rotation`
  writeFileSync(certificate, 'former certificate', { mode: 0o644 })
})

const open = (options = {}) => openSecrets({ secrets }, WANTED, options)
const kept = () =>
  (JSON.parse(readFileSync(secrets, 'utf8')) as { secrets: Record<string, { value: string }> }).secrets

/** A rotation of the password and a certificate, in memory. */
function begun() {
  const opened = open()
  const former = opened.source('console-password')
  opened.rotating.begin(
    [
      { name: 'console-password', former, new: 'New_2' },
      { name: 'tls-certificate', former: 'former certificate', new: 'new certificate', path: certificate },
    ],
    AT,
  )
  return { opened, former }
}

describe('a rotation', () => {
  it('is in memory only until it is written: plans see it, files do not', () => {
    const { opened, former } = begun()
    const before = open().digest('console-password')
    expect(opened.source('console-password')).toBe('New_2')
    expect(opened.digest('console-password')).not.toBe(before)
    expect(opened.values()).toEqual(expect.arrayContaining(['New_2', former, 'new certificate']))
    expect(existsSync(rotation)).toBe(false)
    expect(kept()['console-password']?.value).toBe(former)
  })

  it('keeps both values in a private file until it is proven', () => {
    const { opened } = begun()
    opened.rotating.write()
    expect(statSync(rotation).mode & 0o777).toBe(0o600)
    expect(kept()['console-password']).toEqual({ kind: 'password', value: 'New_2' })
    expect(readFileSync(certificate, 'utf8')).toBe('new certificate')
    expect(statSync(certificate).mode & 0o777).toBe(0o644)
    expect(readFileSync(`${certificate}.2026-11-30T081500Z.former`, 'utf8')).toBe('former certificate')
    opened.rotating.proven()
    expect(existsSync(rotation)).toBe(false)
    expect(open().source('console-password')).toBe('New_2')
  })

  it('brings the former values back, here first', () => {
    const { opened, former } = begun()
    opened.rotating.write()
    opened.rotating.turnBack()
    expect(kept()['console-password']?.value).toBe(former)
    expect(readFileSync(certificate, 'utf8')).toBe('former certificate')
    expect(open().rotating.current()).toMatchObject({ toward: 'former' })
  })

  it('that was cut off before the files followed is taken up by the next program', () => {
    const { opened, former } = begun()
    opened.rotating.write()
    const record = readFileSync(rotation, 'utf8')
    const file = JSON.parse(readFileSync(secrets, 'utf8')) as { secrets: Record<string, { value: string }> }
    Object.assign(file.secrets['console-password'] ?? {}, { value: former })
    writeFileSync(secrets, JSON.stringify(file))
    writeFileSync(certificate, 'former certificate')

    const dry = open({ dryRun: true })
    expect(dry.source('console-password')).toBe('New_2')
    dry.keep()
    expect(kept()['console-password']?.value).toBe(former)

    open({ later: true }).keep()
    expect(kept()['console-password']?.value).toBe('New_2')
    expect(readFileSync(certificate, 'utf8')).toBe('new certificate')
    expect(readFileSync(rotation, 'utf8')).toBe(record)
  })

  it('is none when a file can not be written, and leaves all as it was', () => {
    const opened = open()
    const former = opened.source('console-password')
    const path = join(directory, 'missing', 'console.key')
    opened.rotating.begin(
      [
        { name: 'console-password', former, new: 'New_2' },
        { name: 'tls-certificate', former: 'former certificate', new: 'new certificate', path: certificate },
        { name: 'tls-key', former: 'former key', new: 'new key', path },
      ],
      AT,
    )
    expect(problemsOf(() => opened.rotating.write()).map(({ code }) => code)).toEqual(['state.write-failed'])
    expect(existsSync(rotation)).toBe(false)
    expect(kept()['console-password']?.value).toBe(former)
    expect(readFileSync(certificate, 'utf8')).toBe('former certificate')
  })

  it('is none when secrets.json itself can not be written', () => {
    const opened = open()
    const former = opened.source('console-password')
    // No longer name fits into a folder: it can be read, and nothing can be written beside it.
    const target = join(directory, 's'.repeat(255))
    renameSync(secrets, target)
    symlinkSync(target, secrets)
    opened.rotating.begin([{ name: 'console-password', former, new: 'New_2' }], AT)
    expect(problemsOf(() => opened.rotating.write()).map(({ code }) => code)).toEqual(['state.write-failed'])
    expect(existsSync(rotation)).toBe(false)
    expect(kept()['console-password']?.value).toBe(former)
  })

  it('leaves no other file beside secrets.json', () => {
    const { opened } = begun()
    opened.rotating.write()
    opened.rotating.proven()
    expect(readdirSync(directory).sort()).toEqual([
      'console.crt',
      'console.crt.2026-11-30T081500Z.former',
      'secrets.json',
    ])
  })
})

it.each([
  ['{', 'state.rotation-damaged'],
  ['{"version":1,"begun":"now","toward":"new","changes":[]}', 'state.rotation-damaged'],
])('is not read from %j, and no value of it is told', (text, code) => {
  open()
  writeFileSync(rotation, text, { mode: 0o600 })
  expect(problemsOf(() => open()).map((one) => one.code)).toEqual([code])
})

it('is not read from a file that others can read', () => {
  begun().opened.rotating.write()
  chmodSync(rotation, 0o640)
  expect(problemsOf(() => open()).map(({ code }) => code)).toEqual(['state.secrets-open-to-others'])
})
