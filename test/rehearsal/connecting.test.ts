import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { InstallerError } from '../../src/errors/problem.js'
import { sh } from '../../src/lib/command.js'
import { createRehearsal } from '../../src/rehearsal/rehearsal.js'
import type { Host } from '../../src/topology/topology.js'
import type {
  ConnectOptions,
  CredentialRequest,
  OfferedHostKey,
} from '../../src/transports/connect-options.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { fault } from './rehearsed-world.js'

const host: Host = {
  name: 'h1',
  address: '10.20.0.11',
  local: false,
  ssh: { address: '10.20.0.11', port: 22, user: 'ops' },
}

async function rehearsalWith(faults: readonly string[], answers: Partial<ConnectOptions> = {}) {
  const folder = temporaryFolder()
  const rehearsal = await createRehearsal({ speed: 'instant', faults: faults.map(fault) })
  onTestFinished(rehearsal.close)
  const offered: OfferedHostKey[] = []
  const options: ConnectOptions = {
    knownHostsPath: join(folder, 'known_hosts'),
    confirmHostKey: async (key) => {
      offered.push(key)
      return true
    },
    credentials: { password: async () => undefined },
    secrets: () => '',
    maskedValues: () => [],
    homeDirectory: folder,
    ...answers,
  }
  return { rehearsal, options, offered, connect: (to = host) => rehearsal.connect(to, options) }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof InstallerError ? (error.problems[0]?.code ?? '') : String(error)
}

test('a host is met for the first time: its key is asked about once, and it is the same in every rehearsal', async () => {
  const first = await rehearsalWith([])
  await first.connect()
  await first.connect()
  expect(first.offered).toHaveLength(1)
  expect(first.offered[0]).toMatchObject({ host: 'h1', type: 'ssh-ed25519' })
  expect(first.offered[0]?.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  expect(await readFile(first.options.knownHostsPath, 'utf8')).toMatch(/^10\.20\.0\.11 ssh-ed25519 /)
  const second = await rehearsalWith([])
  await second.connect()
  expect(second.offered).toEqual(first.offered)
})

test('a key that nobody confirms, and one that is written in org.yaml', async () => {
  const { connect } = await rehearsalWith([], { confirmHostKey: async () => false })
  expect(await codeOf(connect())).toBe('connection.host-key-unconfirmed')
  await connect({
    ...host,
    ssh: { ...host.ssh, hostKey: 'SHA256:uNiVztksCsDhcc0u9e8BrYadbCQ0V3vhFKZ0wCmRYFo' },
  })
})

test('a changed key is the problem that it is on a real host, once', async () => {
  const { connect } = await rehearsalWith(['host-key-changed:h1'])
  expect(await codeOf(connect())).toBe('connection.host-key-changed')
  await connect()
})

test('a refused password is asked for again, and never sent twice', async () => {
  const asked: CredentialRequest[] = []
  const password = async (request: CredentialRequest) => {
    asked.push(request)
    return 'secret'
  }
  const { connect } = await rehearsalWith(['wrong-password:h1'], { credentials: { password } })
  expect(await codeOf(connect())).toBe('connection.login-password-wrong')
  await connect()
  expect(asked.map(({ kind, user }) => [kind, user])).toEqual([
    ['login', 'ops'],
    ['login', 'ops'],
  ])
})

test('where nobody can be asked, a password is what is missing', async () => {
  const { connect } = await rehearsalWith(['wrong-password:h1'])
  expect(await codeOf(connect())).toBe('connection.login-password-needed')
})

test('a script without an errand is a mistake of the program', async () => {
  const { connect } = await rehearsalWith([])
  const transport = await connect()
  await expect(transport.run(sh`true`)).rejects.toThrow('has none')
})

test('a stopped piece of work rejects at once with the reason of its signal', async () => {
  const { connect } = await rehearsalWith([])
  const transport = await connect()
  const stop = new AbortController()
  const work = transport.run(
    { script: [], errand: { kind: 'logs', units: ['x.service'], count: 1, follow: true, begins: 'journal' } },
    { signal: stop.signal },
  )
  stop.abort(new Error('enough'))
  await expect(work).rejects.toThrow('enough')
  expect(
    await transport.run({
      script: [],
      errand: { kind: 'arrived', file: { path: '/a', sha256: '', size: 1 } },
    }),
  ).toEqual({
    exitCode: 0,
    output: '',
  })
})
