import { Encrypter, generateHybridIdentity, generateIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAgeRecipient } from '../../src/topology/age-recipient.js'

const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

/** What the library says of it: it would seal for that key. */
function isTaken(recipient: string): boolean {
  try {
    new Encrypter().addRecipient(recipient)
    return true
  } catch {
    return false
  }
}

test('a key that age makes is one', async () => {
  for (let count = 0; count < 50; count += 1) {
    expect(isAgeRecipient(await identityToRecipient(await generateIdentity()))).toBe(true)
  }
})

test('with one or two other letters it is none, and the library says the same', async () => {
  const key = await identityToRecipient(await generateIdentity())
  const place = fc.integer({ min: 'age1'.length, max: key.length - 1 })
  const change = fc.tuple(place, fc.constantFrom(...LETTERS))
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const letters = [...key]
      for (const [at, letter] of changes) letters[at] = letter
      const other = letters.join('')
      expect([isAgeRecipient(other), isTaken(other)]).toEqual([other === key, other === key])
    }),
  )
})

test.each([
  '',
  'age1',
  'age-keygen: error',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA',
  'age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t',
])('%s is none', (text) => {
  expect(isAgeRecipient(text)).toBe(false)
})

test('nor is one that keeps its secret from quantum computers, nor one in capitals', async () => {
  expect(isAgeRecipient(await identityToRecipient(await generateHybridIdentity()))).toBe(false)
  expect(isAgeRecipient((await identityToRecipient(await generateIdentity())).toUpperCase())).toBe(false)
})
