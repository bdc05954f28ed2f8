import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemRandomness } from '../../src/state/generate-secret.js'
import { NOT_MADE_YET, openSecrets } from '../../src/state/secrets.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const WANTED = { 'database-password': 'password', 'carrier-key': 'secp256k1' } as const

describe('openSecrets', () => {
  test('makes what is missing once and finds the same again', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const first = openSecrets({ secrets }, WANTED)
    const again = openSecrets({ secrets }, WANTED)
    expect(again.source('database-password')).toBe(first.source('database-password'))
    expect(again.source('carrier-key')).toBe(first.source('carrier-key'))
    expect(again.digest('carrier-key')).toBe(first.digest('carrier-key'))
  })

  test('writes a file that only its owner can read, and nothing beside it', () => {
    const folder = temporaryFolder()
    openSecrets({ secrets: join(folder, 'secrets.json') }, WANTED)
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['secrets.json'])
  })

  test('left for later, writes nothing before it is kept, and never over what somebody else has made meanwhile', () => {
    const folder = temporaryFolder()
    const secrets = join(folder, 'secrets.json')
    const later = openSecrets({ secrets }, WANTED, { later: true })
    expect([readdirSync(folder), later.identity.isNew]).toEqual([[], true])
    const other = openSecrets({ secrets }, WANTED, { later: true })
    later.keep()
    later.keep()
    const again = openSecrets({ secrets }, WANTED)
    expect(again.identity).toEqual({ id: later.identity.id, isNew: false })
    expect(again.digest('carrier-key')).toBe(later.digest('carrier-key'))
    expect(problemsOf(other.keep)).toMatchObject([{ code: 'run.plan-changed' }])
    expect(openSecrets({ secrets }, WANTED).identity.id).toBe(later.identity.id)
  })

  test('does not touch a file that has all that is wanted', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    openSecrets({ secrets }, WANTED)
    const before = statSync(secrets, { bigint: true })
    openSecrets({ secrets }, { 'carrier-key': 'secp256k1' })
    const after = statSync(secrets, { bigint: true })
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs])
  })

  test('keeps secrets that are not wanted any more when it adds one', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const before = openSecrets({ secrets }, WANTED).source('carrier-key')
    openSecrets({ secrets }, { 'console-password': 'password' })
    expect(openSecrets({ secrets }, WANTED).source('carrier-key')).toBe(before)
  })

  test('replaces the target of a symbolic link, not the link', () => {
    const folder = temporaryFolder()
    const target = join(folder, 'elsewhere.json')
    openSecrets({ secrets: target }, {})
    symlinkSync(target, join(folder, 'secrets.json'))
    openSecrets({ secrets: join(folder, 'secrets.json') }, WANTED)
    expect(lstatSync(join(folder, 'secrets.json')).isSymbolicLink()).toBe(true)
    expect(Object.keys(JSON.parse(readFileSync(target, 'utf8')).secrets)).toEqual(Object.keys(WANTED))
  })

  test('pads a private key whose first byte is zero', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const randomness = { ...systemRandomness, privateKey: () => 'ab'.repeat(31) }
    expect(openSecrets({ secrets }, WANTED, { randomness }).source('carrier-key')).toBe(
      `00${'ab'.repeat(31)}`,
    )
  })

  test('takes what another program makes at the same moment, and changes nothing of it', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const theirs: string[] = []
    const privateKey = () => {
      if (theirs.length === 0) theirs.push(openSecrets({ secrets }, WANTED).source('carrier-key'))
      return 'ab'.repeat(32)
    }
    const mine = openSecrets({ secrets }, WANTED, { randomness: { ...systemRandomness, privateKey } })
    expect(mine.source('carrier-key')).toBe(theirs[0])
    expect(openSecrets({ secrets }, WANTED).source('carrier-key')).toBe(theirs[0])
    expect(readdirSync(join(secrets, '..'))).toEqual(['secrets.json'])
  })

  test('makes passwords that shells, YAML, SQL and password policies take as they are', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const names = Array.from({ length: 200 }, (_, i) => `password-${i}`)
    const { source } = openSecrets(
      { secrets },
      Object.fromEntries(names.map((name) => [name, 'password' as const])),
    )
    for (const name of names) {
      expect(source(name)).toMatch(
        /^(?=.*[A-Z])(?=.*[a-z])(?=.*[2-9])(?=.*_)[A-HJ-NP-Za-km-z][A-HJ-NP-Za-km-z2-9_]{27}$/,
      )
    }
    expect(new Set(names.map(source)).size).toBe(200)
  })

  test('refuses a file that others can read and says the exact chmod', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    openSecrets({ secrets }, WANTED)
    chmodSync(secrets, 0o640)
    const quoted = `'${secrets.replace("'", `'\\''`)}'`
    expect(problemsOf(() => openSecrets({ secrets }, WANTED))).toEqual([
      {
        code: 'state.secrets-open-to-others',
        severity: 'error',
        where: { file: secrets },
        details: { path: secrets, mode: '0640', quoted },
      },
    ])
  })

  test.each([
    ['cut', '{"version":1,"salt":"ab', 'not JSON'],
    ['of another version', '{"version":2,"salt":"SALT","secrets":{}}', 'version: Invalid input: expected 1'],
    [
      'with a key that is no key',
      '{"version":1,"salt":"SALT","secrets":{"carrier-key":{"kind":"secp256k1","value":"hunter2"}}}',
      'secrets.carrier-key.value: must be 64 hex characters',
    ],
  ])('refuses a file that is %s without showing a value', (_, content, reason) => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    writeFileSync(secrets, content.replace('SALT', '0'.repeat(64)), { mode: 0o600 })
    const [problem] = problemsOf(() => openSecrets({ secrets }, WANTED))
    expect(problem?.code).toBe('state.secrets-damaged')
    expect(problem?.details.reason).toBe(reason)
    expect(readFileSync(secrets, 'utf8')).toBe(content.replace('SALT', '0'.repeat(64)))
  })

  test('refuses to take a password for a key', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    openSecrets({ secrets }, { 'carrier-key': 'password' })
    const [problem] = problemsOf(() => openSecrets({ secrets }, WANTED))
    expect(problem?.code).toBe('state.secret-kind-changed')
    expect(problem?.details).toEqual({
      path: secrets,
      name: 'carrier-key',
      found: 'password',
      wanted: 'secp256k1',
    })
  })
})

describe('a dry run', () => {
  test('writes nothing and has one digest for whatever is not made yet', () => {
    const folder = temporaryFolder()
    const secrets = join(folder, 'secrets.json')
    const opened = openSecrets({ secrets }, WANTED, { dryRun: true })
    expect(existsSync(secrets)).toBe(false)
    expect(opened.digest('carrier-key')).toBe(NOT_MADE_YET)
    expect(opened.source('carrier-key')).toMatch(/^[0-9a-f]{64}$/)
  })

  test('has the digests that a real run has once the file is there', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const real = openSecrets({ secrets }, { 'carrier-key': 'secp256k1' })
    const dry = openSecrets({ secrets }, WANTED, { dryRun: true })
    expect(dry.digest('carrier-key')).toBe(real.digest('carrier-key'))
    expect(dry.digest('database-password')).toBe(NOT_MADE_YET)
  })
})

describe('an asked password', () => {
  test('is known until the end of the process and never written', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const opened = openSecrets({ secrets }, {})
    opened.set('sudo-password', 'correct horse')
    expect(opened.source('sudo-password')).toBe('correct horse')
    expect(readFileSync(secrets, 'utf8')).not.toContain('correct horse')
    expect(() => openSecrets({ secrets }, {}).source('sudo-password')).toThrow('no secret sudo-password')
  })

  test('has a digest that changes with it and differs by name', () => {
    const secrets = join(temporaryFolder(), 'secrets.json')
    const opened = openSecrets({ secrets }, {})
    opened.set('a', 'one')
    opened.set('b', 'one')
    const digest = opened.digest('a')
    expect(digest).toMatch(/^[0-9a-f]{16}$/)
    expect(opened.digest('b')).not.toBe(digest)
    opened.set('a', 'two')
    expect(opened.digest('a')).not.toBe(digest)
    opened.set('a', 'one')
    expect(opened.digest('a')).toBe(digest)
  })
})

test('values to mask come longest first, with their JSON form and the lines of a key file', () => {
  const secrets = join(temporaryFolder(), 'secrets.json')
  const opened = openSecrets({ secrets }, {})
  opened.set('sudo', 'a"b')
  opened.set('tls', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END PRIVATE KEY-----\n')
  opened.set('empty', '')
  expect(opened.values()).toEqual([
    '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG\\n-----END PRIVATE KEY-----\\n',
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END PRIVATE KEY-----\n',
    'MIIEvQIBADANBgkqhkiG',
    'a\\"b',
    'a"b',
  ])
})

test('a token is a UUID that is made from one secret, for each caller its own, changes with it, and is never shown', () => {
  const secrets = join(temporaryFolder(), 'secrets.json')
  const opened = openSecrets({ secrets }, { 'consul-tokens': 'aes-256' })
  const [one, other] = ['consul-token-data-8700@h1', 'consul-token-data-8700@h2']
  const token = opened.source(one)
  expect(token).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(opened.source(other)).not.toBe(token)
  expect(openSecrets({ secrets }, { 'consul-tokens': 'aes-256' }).source(one)).toBe(token)
  expect(opened.values()).toContain(token)
  const digest = opened.digest(one)
  opened.set('consul-tokens', Buffer.alloc(32).toString('base64'))
  expect(opened.source(one)).not.toBe(token)
  expect(opened.digest(one)).not.toBe(digest)
  expect(opened.values()).toContain(token)
  expect(readFileSync(secrets, 'utf8')).not.toContain(token)
})
