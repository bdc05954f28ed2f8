import { describe, expect, it } from 'vitest'
import { confirmHostKey, operatorCredentials } from '../../../src/commands/organisation/credentials.js'
import { NO_CREDENTIALS } from '../../../src/commands/organisation/given-credentials.js'
import type { CommonOptions } from '../../../src/commands/program/session.js'
import { openSession } from '../../../src/commands/program/session.js'
import { fakeWorld, type Script } from '../fake-world.js'

const login = (host: string) => ({ kind: 'login', host, user: 'ops', address: host, port: 22 }) as const
const session = (script: Script, options: CommonOptions = {}) => {
  const fake = fakeWorld(script)
  return { ...fake, session: openSession(fake.world, 'en', options) }
}

describe('passwords', () => {
  it('are asked once per user when they are for all hosts, also by hosts that connect side by side', async () => {
    const { session: at, asked } = session({ answers: ['pw', 'y'] })
    const credentials = operatorCredentials(at, 3)

    const answers = await Promise.all(['h1', 'h2', 'h3'].map((host) => credentials.password(login(host))))
    expect(answers).toEqual(['pw', 'pw', 'pw'])
    expect(asked).toEqual(['SSH password of ops@h1: ', 'Use it for ops on all hosts? [y/N] '])
  })

  it('are asked again for a host that refused the one for all', async () => {
    const { session: at, asked } = session({ answers: ['pw', 'y', 'other'] })
    const credentials = operatorCredentials(at, 2)
    await credentials.password(login('h1'))
    await credentials.password(login('h2'))

    expect(await credentials.password(login('h2'))).toBe('other')
    expect(asked.at(-1)).toBe('SSH password of ops@h2: ')
  })

  it('come from the environment, and a refused one is not given twice', async () => {
    const { session: at } = session({ env: { METIS_SSH_PASSWORD: 'from-env' } })
    const credentials = operatorCredentials(at, 2)

    expect(await credentials.password(login('h1'))).toBe('from-env')
    expect(await credentials.password(login('h1'))).toBeUndefined()
  })

  it('come from a file', async () => {
    const { session: at } = session({})
    const credentials = operatorCredentials({ ...at, passwords: { login: undefined, sudo: 'from file' } }, 1)

    expect(await credentials.password({ ...login('h1'), kind: 'sudo' })).toBe('from file')
    expect(await credentials.password(login('h1'))).toBeUndefined()
  })

  it('that were handed over are for their own account, and go before all others', async () => {
    const given = { ...NO_CREDENTIALS, login: { 'ops@h1:22': 'mine' }, sudo: { 'ops@h1:22': '' } }
    const { session: at } = session({ env: { METIS_SSH_PASSWORD: 'from-env' } })
    const credentials = operatorCredentials(at, 2, given)

    expect(await credentials.password(login('h1'))).toBe('mine')
    expect(await credentials.password({ ...login('h1'), kind: 'sudo' })).toBe('')
    expect(await credentials.password(login('h2'))).toBe('from-env')
    const key = { ...login('h1'), kind: 'passphrase', keyFile: '/home/ann/.ssh/key' } as const
    const keys = { ...NO_CREDENTIALS, passphrases: { '/home/ann/.ssh/key': 'open' } }
    expect(await operatorCredentials(at, 2, keys).password(key)).toBe('open')
  })

  it('that were refused are not offered to the same account again, whatever host is behind it', async () => {
    const given = { ...NO_CREDENTIALS, login: { 'ops@jump:22': 'wrong' } }
    const { session: at } = session({ env: { METIS_SSH_PASSWORD: 'wrong' } })
    const credentials = operatorCredentials(at, 2, given)
    const jump = (host: string) => ({ ...login('jump'), host })

    expect(await credentials.password(jump('h1'))).toBe('wrong')
    expect(await credentials.password(jump('h1'))).toBeUndefined()
    expect(await credentials.password(jump('h2'))).toBeUndefined()
  })

  it('of sudo are those of SSH where nobody can be asked', async () => {
    const { session: at } = session({})
    const request = { ...login('h1'), kind: 'sudo', emptyMeansLoginPassword: true } as const

    expect(await operatorCredentials(at, 1).password(request)).toBe('')
  })
})

describe('a host key that was never seen before', () => {
  const key = { host: 'h1', address: '10.0.0.1', port: 22, type: 'ssh-ed25519', fingerprint: 'SHA256:abc' }

  it('is shown with the command that shows the same one on the console of the host', async () => {
    const { session: at, asked } = session({ answers: ['yes'] })

    expect(await confirmHostKey(at)(key)).toBe(true)
    expect(asked).toEqual([
      `The host key of h1 (10.0.0.1) was never seen before:
  ssh-ed25519 SHA256:abc
The same must be shown on the console of that host by:
  ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub
Trust it? [y/N] `,
    ])
  })

  it('is refused by Enter, without a terminal, and with --yes', async () => {
    expect(await confirmHostKey(session({ answers: [''] }).session)(key)).toBe(false)
    expect(await confirmHostKey(session({}).session)(key)).toBe(false)
    expect(await confirmHostKey(session({ answers: ['y'] }, { yes: true }).session)(key)).toBe(false)
  })

  it('is trusted without a question when the operator said so beforehand', async () => {
    const { session: at, asked } = session({ answers: ['n'] }, { acceptNewHostKeys: true })

    expect(await confirmHostKey(at)(key)).toBe(true)
    expect(asked).toEqual([])
  })
})
