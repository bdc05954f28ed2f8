import { expect, it } from 'vitest'
import { givenKey, readGivenCredentials } from '../../../src/commands/organisation/credentials.js'
import { NO_CREDENTIALS } from '../../../src/commands/organisation/given-credentials.js'
import { openSession } from '../../../src/commands/program/session.js'
import { problemsOfAsync } from '../../state/problem-of.js'
import { fakeWorld } from '../fake-world.js'

const reading = (input?: string) => {
  const { world } = fakeWorld(input === undefined ? {} : { input })
  return readGivenCredentials(openSession(world, 'en', { credentialsFromStdin: true }))
}

it('reads what was handed over, whatever characters it has', async () => {
  const password = ' q"u\'o`t$e\n\u001b[31m目 '
  const login = {
    [givenKey({ kind: 'login', host: 'h1', user: 'a@b', address: '10.0.0.1', port: 2222 })]: password,
  }
  expect(login).toEqual({ 'a@b@10.0.0.1:2222': password })
  expect(await reading(JSON.stringify({ login, databasePassword: password }))).toEqual({
    login,
    sudo: {},
    passphrases: {},
    databasePassword: password,
  })
})

it('reads nothing unless it was asked to', async () => {
  const { world } = fakeWorld({ input: '{"login":{"ops@h1:22":"pw"}}' })
  expect(await readGivenCredentials(openSession(world, 'en', {}))).toEqual(NO_CREDENTIALS)
})

it.each([
  ['a terminal', undefined, 'it is a terminal'],
  ['half of it', '{"sudo": {"ops@h1:22": "hunter2', 'it is not JSON'],
  [
    'a password in the wrong place',
    '{"sudo": "hunter2"}',
    'sudo: Invalid input: expected record, received string',
  ],
  ['no object', '"hunter2"', 'the object: Invalid input: expected object, received string'],
])('says what is wrong with %s, and repeats no password', async (_what, input, reason) => {
  const [problem] = await problemsOfAsync(reading(input))
  expect(problem).toMatchObject({ code: 'command.credentials-unreadable', details: { reason } })
})
