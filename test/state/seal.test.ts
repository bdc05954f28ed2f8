import { armor, Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateSecret } from '../../src/state/generate-secret.js'
import { type SealedFor, seal, unseal } from '../../src/state/seal.js'
import { problemsOfAsync } from './problem-of.js'

const TEXT = '{ "console-password": "Console_2", "名": "值" }\n'
const passphrase = generateSecret('password')
const anna = await generateIdentity()
const bert = await generateIdentity()
const operators: SealedFor = [
  { name: 'anna', key: await identityToRecipient(anna) },
  { name: 'bert', key: await identityToRecipient(bert) },
]
const recipients = operators.map(({ key }) => key)

const codeOf = async (promise: Promise<unknown>) => (await problemsOfAsync(promise)).map(({ code }) => code)

test('what the passphrase sealed, it opens, whatever text it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      expect(await unseal(await seal(text, { passphrase }), { passphrase })).toBe(text)
    }),
    { numRuns: 20 },
  )
})

test('what was sealed for operators, each of them opens, with an identity file as age-keygen writes it', async () => {
  const sealed = await seal(TEXT, { recipients })
  const file = `# created: 2026-11-30T08:00:00Z\r\n# public key: ${recipients[1]}\r\n\r\n${bert}\r\n`
  expect(await unseal(sealed, { identity: anna })).toBe(TEXT)
  expect(await unseal(sealed, { identity: file })).toBe(TEXT)
})

test('what is sealed is an ordinary age file, and one that was sealed elsewhere opens', async () => {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  expect(await decrypter.decrypt(armor.decode(await seal(TEXT, { passphrase })), 'text')).toBe(TEXT)
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  expect(await unseal(armor.encode(await encrypter.encrypt(TEXT)), { identity: anna })).toBe(TEXT)
})

test('nothing is sealed for nobody', async () => {
  await expect(seal(TEXT, { recipients: [] })).rejects.toThrow('sealed for nobody')
})

test('any byte that was changed is found', async () => {
  const file = armor.decode(await seal(TEXT.repeat(20), { recipients }))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: file.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, bits) => {
        const changed = file.map((byte, index) => (index === at ? byte ^ bits : byte))
        expect(await codeOf(unseal(armor.encode(changed), { identity: anna }))).toHaveLength(1)
      },
    ),
    { numRuns: 200 },
  )
})

describe('says what is wrong', () => {
  const other = generateSecret('password')

  test('with the key', async () => {
    const ours = await seal(TEXT, { passphrase })
    const theirs = await seal(TEXT, { recipients: recipients.slice(0, 1) })
    expect(await codeOf(unseal(ours, { passphrase: other }))).toEqual(['state.passphrase-wrong'])
    expect(await codeOf(unseal(ours, { identity: anna }))).toEqual(['state.sealed-with-passphrase'])
    expect(await codeOf(unseal(theirs, { passphrase }))).toEqual(['state.sealed-for-keys'])
    expect(await codeOf(unseal(theirs, { identity: bert }))).toEqual(['state.identity-not-allowed'])
  })

  test.each([
    ['nothing', ''],
    ['the public half', recipients[0] ?? ''],
    ['only comments', '# AGE-SECRET-KEY-1\n'],
    ['a key with a wrong letter', anna.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'))],
    ['a file that is too long', `${'# \n'.repeat(10_000)}${anna}`],
  ])('of an identity file that is %s, without a letter of it', async (_, identity) => {
    const [problem] = await problemsOfAsync(unseal(await seal(TEXT, { recipients }), { identity }))
    expect(problem).toEqual({ code: 'state.identity-unusable', severity: 'error', where: {}, details: {} })
  })

  test('of what is no sealed file, or has more in it than there ever is', async () => {
    const head = (stanzas: string) => armor.encode(Buffer.from(`age-encryption.org/v1\n${stanzas}--- MAC\n`))
    const key = { passphrase }
    expect(await codeOf(unseal('', key))).toEqual(['state.sealed-damaged'])
    expect(await codeOf(unseal(TEXT, key))).toEqual(['state.sealed-damaged'])
    expect(await codeOf(unseal(head(''), key))).toEqual(['state.sealed-damaged'])
    expect(await codeOf(unseal('x'.repeat(2 ** 23 + 1), key))).toEqual(['state.sealed-too-large'])
    expect(await codeOf(unseal(head('-> scrypt AAAA 19\n\n'), key))).toEqual(['state.sealed-too-costly'])
    expect(await codeOf(unseal(head('-> X25519 AAAA\n\n'.repeat(101)), key))).toEqual([
      'state.sealed-too-costly',
    ])
  })
})
