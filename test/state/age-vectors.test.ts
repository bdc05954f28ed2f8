import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { armor } from 'age-encryption'
import { expect, test } from 'vitest'
import type { Code } from '../../src/errors/codes/index.js'
import { unseal } from '../../src/state/seal.js'
import { problemsOfAsync } from './problem-of.js'

/** Those of the authors of age, which every implementation has to pass: a head that says what to expect, and a file. */
const vectors: readonly (readonly [name: string, file: object])[] = Object.entries(await import('cctv-age'))

/** What is in them is no text, or more than we read. */
const NOT_FOR_US = /^stream_(last_chunk_full|two_chunks|three_chunks|25[78])/

const REFUSED: Readonly<Record<string, readonly Code[]>> = {
  'no match': ['state.passphrase-wrong', 'state.identity-not-allowed', 'state.sealed-for-keys'],
  'header failure': ['state.sealed-damaged', 'state.sealed-too-costly', 'state.identity-not-allowed'],
  'HMAC failure': ['state.sealed-damaged'],
  'payload failure': ['state.sealed-damaged'],
  'armor failure': ['state.sealed-damaged'],
}

const cases = vectors.flatMap(([name, bytes]) => {
  if (!(bytes instanceof Uint8Array)) return []
  const end = Buffer.from(bytes).indexOf('\n\n')
  const head = Buffer.from(bytes.subarray(0, end)).toString()
  const valuesOf = (key: string) =>
    [...head.matchAll(new RegExp(`^${key}: (.*)$`, 'gm'))].map(([, value = '']) => value)
  const [passphrase] = valuesOf('passphrase')
  const identities = valuesOf('identity')
  const rest = bytes.subarray(end + 2)
  const body = head.includes('\ncompressed: zlib') ? inflateSync(rest) : rest
  const sealed = head.includes('\narmored: yes') ? Buffer.from(body).toString('latin1') : armor.encode(body)
  const key =
    passphrase === undefined || identities.length > 0 ? { identity: identities.join('\n') } : { passphrase }
  const isForUs = !NOT_FOR_US.test(name) && identities.length + (passphrase ?? '').length > 0
  return isForUs
    ? [{ name, expected: valuesOf('expect')[0] ?? '', hash: valuesOf('payload')[0], sealed, key }]
    : []
})

test.each(cases)('$name ends with $expected', async ({ expected, hash, sealed, key }) => {
  if (expected === 'success') {
    expect(
      createHash('sha256')
        .update(await unseal(sealed, key))
        .digest('hex'),
    ).toBe(hash)
  } else {
    const [problem] = await problemsOfAsync(unseal(sealed, key))
    expect(REFUSED[expected]).toContain(problem?.code)
  }
})

test('these are most of them', () => {
  expect(cases.length).toBeGreaterThan(130)
})
