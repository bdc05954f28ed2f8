import { expect, it } from 'vitest'
import { createKeyring } from '../../../src/commands/wizard/keyring.js'
import type { CredentialRequest } from '../../../src/transports/connect-options.js'

const login = (host: string, address = '10.0.0.1'): CredentialRequest => ({
  kind: 'login',
  host,
  user: 'ops',
  address,
  port: 22,
})

it('asks once for what several connections want at the same time', async () => {
  const keyring = createKeyring()
  let count = 0
  const credentials = keyring.asking(async () => {
    count += 1
    return 'tiger'
  })
  expect(await Promise.all(['h1', 'h2'].map((host) => credentials.password(login(host))))).toEqual([
    'tiger',
    'tiger',
  ])
  expect(count).toBe(1)
  expect(await keyring.asking(async () => 'other').password(login('h3'))).toBe('tiger')
})

it('hands over what was given, as another process takes it, and tells what must never be shown', async () => {
  const keyring = createKeyring()
  const credentials = keyring.asking(async ({ kind }) => (kind === 'sudo' ? '' : `${kind} secret`))
  await credentials.password(login('h1'))
  await credentials.password({ ...login('h1'), kind: 'sudo', emptyMeansLoginPassword: true })
  await credentials.password({ ...login('h1'), kind: 'passphrase', keyFile: '/home/ops/.ssh/id' })
  expect(keyring.given()).toEqual({
    login: { 'ops@10.0.0.1:22': 'login secret' },
    sudo: { 'ops@10.0.0.1:22': '' },
    passphrases: { '/home/ops/.ssh/id': 'passphrase secret' },
  })
  expect(keyring.values()).toEqual(['login secret', 'passphrase secret'])
})

it('hands over nothing that was refused', async () => {
  const keyring = createKeyring()
  const credentials = keyring.asking(async () => 'wrong')
  await credentials.password(login('h1'))
  credentials.forget(login('h1'))
  expect(keyring.given().login).toEqual({})
})
