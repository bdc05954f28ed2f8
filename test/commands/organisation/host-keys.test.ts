import { expect, it } from 'vitest'
import { confirmHostKey } from '../../../src/commands/organisation/credentials.js'
import { openSession } from '../../../src/commands/program/session.js'
import { fakeWorld } from '../fake-world.js'

const key = {
  host: 'h1',
  address: '10.0.0.9',
  port: 22,
  type: 'ssh-ed25519',
  fingerprint: 'SHA256:abc',
}

it('asks about the key of a jump host once, however many hosts are behind it', async () => {
  const fake = fakeWorld({ answers: ['n', 'y'] })
  const confirm = confirmHostKey(openSession(fake.world, 'en', {}))

  expect(await Promise.all([confirm(key), confirm({ ...key, host: 'h2' })])).toEqual([false, false])
  expect(fake.asked).toHaveLength(1)
  expect(await confirm({ ...key, fingerprint: 'SHA256:def' })).toBe(true)
  expect(fake.asked).toHaveLength(2)
})
