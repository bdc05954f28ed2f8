import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import {
  type UnsealOptions,
  unsealOptionsIn,
  unsealSecrets,
} from '../../../src/commands/organisation/unseal-record.js'
import { openSession } from '../../../src/commands/program/session.js'
import { problemsOfAsync } from '../../state/problem-of.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld } from '../fake-world.js'
import { PASSPHRASE, SECRETS, sealedRecord } from './sealed-record.js'

const identity = await generateIdentity()
const operators = [{ name: 'anna', key: await identityToRecipient(identity) }]

async function unsealing(
  script: Parameters<typeof fakeWorld>[0],
  options: Partial<UnsealOptions>,
  made = {},
) {
  const fake = fakeWorld(script)
  const session = openSession(fake.world, 'en', {})
  const opening = unsealSecrets(session, await sealedRecord(made), { from: 'h1', ...options })
  return { opening, fake }
}

const codesOf = async (opening: Promise<unknown>) => (await problemsOfAsync(opening)).map(({ code }) => code)

test('the passphrase is read from a file, the environment or a terminal', async () => {
  const folder = temporaryFolder()
  const { passphraseFile } = unsealOptionsIn({ passphraseFile: join(folder, 'passphrase') })
  await writeFile(join(folder, 'passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
  expect(await (await unsealing({}, { passphraseFile })).opening).toBe(SECRETS)
  const env = { METIS_RECOVERY_PASSPHRASE: PASSPHRASE }
  expect(await (await unsealing({ env }, {})).opening).toBe(SECRETS)
  expect(await (await unsealing({ answers: [PASSPHRASE] }, {})).opening).toBe(SECRETS)
  expect(await (await unsealing({}, { known: PASSPHRASE })).opening).toBe(SECRETS)
  const open = join(folder, 'open')
  await writeFile(open, PASSPHRASE, { mode: 0o644 })
  expect(await codesOf((await unsealing({}, { passphraseFile: open })).opening)).toEqual([
    'state.secrets-open-to-others',
  ])
})

test('on a terminal a wrong one may be tried again twice, elsewhere not', async () => {
  const third = await unsealing({ answers: ['', 'wrong', PASSPHRASE] }, { known: 'outdated' })
  expect(await third.opening).toBe(SECRETS)
  expect(third.fake.asked).toEqual(Array(3).fill('Recovery passphrase of rehearsal: '))
  expect(third.fake.stderr().match(/does not open/g)).toHaveLength(2)
  expect(third.fake.stderr() + third.fake.stdout()).not.toMatch(/wrong|outdated|generated/)
  const often = await unsealing({ answers: ['a', 'b', 'c', PASSPHRASE] }, {})
  expect(await codesOf(often.opening)).toEqual(['state.passphrase-wrong'])
  const env = { METIS_RECOVERY_PASSPHRASE: 'wrong' }
  expect(await codesOf((await unsealing({ env, answers: [PASSPHRASE] }, {})).opening)).toEqual([
    'state.passphrase-wrong',
  ])
})

test('what is sealed for operators opens with the identity file of one', async () => {
  const file = join(temporaryFolder(), 'key')
  await writeFile(file, `${identity}\n`, { mode: 0o600 })
  const made = { sealedFor: operators }
  expect(await (await unsealing({}, { identity: file }, made)).opening).toBe(SECRETS)
  const asked = await unsealing({ answers: [file] }, {}, made)
  expect(await asked.opening).toBe(SECRETS)
  expect(asked.fake.asked[0]).toContain('anna')
  expect(await codesOf((await unsealing({}, { identity: `${file}s` }, made)).opening)).toEqual([
    'state.file-unreadable',
  ])
  expect(await codesOf((await unsealing({}, { identity: file })).opening)).toEqual([
    'state.sealed-with-passphrase',
  ])
})

test('with nobody to ask it is said what to give', async () => {
  const flagOf = async (opening: Promise<unknown>) => (await problemsOfAsync(opening))[0]?.details.flag
  expect(await flagOf((await unsealing({}, {})).opening)).toBe(
    'METIS_RECOVERY_PASSPHRASE=... | --passphrase-file FILE',
  )
  expect(await flagOf((await unsealing({}, {}, { sealedFor: operators })).opening)).toBe('--identity FILE')
})

test('what is in it must be secrets, and those that signed the record', async () => {
  const known = PASSPHRASE
  expect(await codesOf((await unsealing({}, { known }, { salt: 'cd'.repeat(32) })).opening)).toEqual([
    'record.not-signed',
  ])
  for (const secrets of ['', '[]', SECRETS.replace('"version": 1', '"version": 1, "more": 1')])
    expect(await codesOf((await unsealing({}, { known }, { secrets })).opening)).toEqual(['record.damaged'])
})
