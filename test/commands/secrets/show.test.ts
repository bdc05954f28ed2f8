import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld } from '../fake-world.js'

const KEY = '0c'.repeat(32)
const FILE = {
  version: 1,
  salt: 'ab'.repeat(32),
  secrets: {
    'database-password': { kind: 'password', value: 'Database_2' },
    'console-password': { kind: 'password', value: 'Console_2' },
    'carrier-key': { kind: 'secp256k1', value: KEY },
    'of-tomorrow': { kind: 'password', value: 'Tomorrow_2' },
  },
}

let folder: string
let secrets: string

beforeEach(() => {
  folder = temporaryFolder()
  secrets = join(folder, 'secrets.json')
  writeFileSync(join(folder, 'org.yaml'), 'not: valid, and not read\n')
  writeFileSync(secrets, JSON.stringify(FILE), { mode: 0o600 })
})

/** Carried out in that folder, where opening the organisation, and a question, are refused. */
async function show(...words: string[]) {
  const fake = fakeWorld({ workingDirectory: folder, answers: [] })
  const open = () => Promise.reject(new Error('opened the organisation'))
  const code = await runCommandLine(['secrets', 'show', ...words], { ...fake.world, open })
  expect(fake.asked).toEqual([])
  return { code, out: fake.stdout(), err: fake.stderr() }
}

it('prints one value alone on stdout, and on stderr where it came from', async () => {
  expect(await show('console-password')).toEqual({ code: 0, out: 'Console_2\n', err: 'From secrets.json:\n' })
  expect(await show('carrier-key')).toMatchObject({ code: 0, out: `${KEY}\n` })
})

it('lists names and what they are for, and no value', async () => {
  expect(await show()).toEqual({
    code: 0,
    out: `database-password  password of the admin service at its database
console-password   password of the user admin at the console
carrier-key        private p2p key of the carrier, its identity in the network: for nobody else
of-tomorrow        not known to this version
`,
    err: 'In secrets.json; to see one of them: create-metis-node secrets show NAME\n',
  })
})

it('says the same in Chinese', async () => {
  expect(await show('--lang', 'zh')).toMatchObject({
    out: `database-password  admin 服务登录其数据库的密码
console-password   控制台用户 admin 的密码
carrier-key        carrier 的 p2p 私钥，即它在网络中的身份：不可交给他人
of-tomorrow        本版本不认识
`,
  })
  expect(await show('console-password', '--lang', 'zh')).toMatchObject({ out: 'Console_2\n' })
})

it('prints one JSON line with --json, and nothing on stderr', async () => {
  const one = { type: 'secret', name: 'console-password', value: 'Console_2' }
  expect(await show('console-password', '--json')).toEqual({
    code: 0,
    out: `${JSON.stringify(one)}\n`,
    err: '',
  })
  const all = { type: 'secrets', names: Object.keys(FILE.secrets) }
  expect(await show('--json')).toEqual({ code: 0, out: `${JSON.stringify(all)}\n`, err: '' })
})

it('reads the file beside the org.yaml that is named', async () => {
  const fake = fakeWorld({ workingDirectory: '/' })
  const words = ['secrets', 'show', 'console-password', '--file', join(folder, 'org.yaml')]
  expect(await runCommandLine(words, fake.world)).toBe(0)
  expect(fake.stdout()).toBe('Console_2\n')
})

it.each([
  ['console-pasword', 'console-password'],
  ['carrier', 'carrier-key'],
  ['constructor', 'database-password'],
])('shows nothing for the name %s, and names %s and all that there are', async (given, nearest) => {
  const { code, out, err } = await show(given)
  expect({ code, out }).toEqual({ code: 3, out: '' })
  expect(err).toContain(`There is no secret ${given} in`)
  expect(err).toContain('There are: database-password, console-password, carrier-key,')
  expect(err).toContain(`Did you mean ${nearest}?`)
  expect(err).toContain('code    command.unknown-secret')
  expect(err).not.toMatch(new RegExp(`${KEY}|_2`))
})

it('says where secrets.json is when a folder came without it, and makes none', async () => {
  rmSync(secrets)
  for (const words of [[], ['console-password']]) {
    const { code, out, err } = await show(...words)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.replace(/\s+/g, ' ')).toContain('it is on the machine that ran init or apply')
    expect(err).toContain('code    state.secrets-missing')
  }
})

it('says so where there is no organisation at all', async () => {
  rmSync(secrets)
  rmSync(join(folder, 'org.yaml'))
  const { code, err } = await show('console-password')
  expect(code).toBe(3)
  expect(err).toContain('code    command.no-organisation')
})

it('shows nothing of a file that others can read', async () => {
  chmodSync(secrets, 0o640)
  const { code, out, err } = await show('console-password')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('code    state.secrets-open-to-others')
})
