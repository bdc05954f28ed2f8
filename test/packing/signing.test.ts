import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signerOf, signManifest } from '../../src/packing/signature.js'
import { sameFingerprint, signingKey, spokenFingerprint } from '../../src/packing/signing-key.js'
import { trustSigner } from '../../src/packing/trusted-signers.js'
import { problemsOf, problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const BYTES = Buffer.from('{"format": 1}')

test('a fingerprint is eight groups of five digits, and always the same', () => {
  expect(spokenFingerprint(new Uint8Array(32))).toBe('76155 43179 01474 60464 47285 42887 83365 46504')
  expect(spokenFingerprint(new Uint8Array(32).fill(1))).toBe(
    '78677 47087 87638 20323 20379 17534 61482 60154',
  )
})

test('fingerprints are compared by their digits', () => {
  const one = spokenFingerprint(new Uint8Array(32))
  expect(sameFingerprint(one, one.replaceAll(' ', ''))).toBe(true)
  expect(sameFingerprint(one, one.replaceAll(' ', '-'))).toBe(true)
  expect(sameFingerprint(one, one.slice(0, -1))).toBe(false)
  expect(sameFingerprint(one, spokenFingerprint(new Uint8Array(32).fill(1)))).toBe(false)
})

test('the key is made on first use, for its owner alone, and stays', () => {
  const configDirectory = join(temporaryFolder(), 'config')
  const first = signingKey({ configDirectory })
  const second = signingKey({ configDirectory })
  expect([first.isNew, second.isNew]).toEqual([true, false])
  expect(second.fingerprint).toBe(first.fingerprint)
  expect(first.path).toBe(join(configDirectory, 'bundle-key.pem'))
  expect(statSync(first.path).mode & 0o777).toBe(0o600)
})

test('a key that others can read is not used', () => {
  const configDirectory = temporaryFolder()
  writeFileSync(join(configDirectory, 'bundle-key.pem'), '', { mode: 0o644 })
  const [problem] = problemsOf(() => signingKey({ configDirectory }))
  expect(problem?.code).toBe('state.secrets-open-to-others')
})

test('a file that holds no such key is told, and never replaced', () => {
  const configDirectory = temporaryFolder()
  const path = join(configDirectory, 'bundle-key.pem')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  for (const pem of ['', privateKey.export({ type: 'pkcs8', format: 'pem' })]) {
    writeFileSync(path, pem, { mode: 0o600 })
    const [problem] = problemsOf(() => signingKey({ configDirectory }))
    expect(problem?.code).toBe('bundle.key-damaged')
    expect(readFileSync(path, 'utf8')).toBe(pem)
  }
})

test('a signature says who signed, and holds for those bytes alone', () => {
  const key = signingKey({ configDirectory: temporaryFolder() })
  const text = signManifest(BYTES, key)
  expect(signerOf(BYTES, text, 'acme.metis')).toEqual({
    key: Buffer.from(key.publicKey).toString('base64'),
    fingerprint: key.fingerprint,
  })
  const other = signingKey({ configDirectory: temporaryFolder() })
  const exchanged = JSON.stringify({
    ...JSON.parse(text),
    key: Buffer.from(other.publicKey).toString('base64'),
  })
  const cases = [
    [Buffer.from('{"format": 2}'), text],
    [BYTES, exchanged],
    [BYTES, ''],
    [BYTES, text.replace('"key"', '"kez"')],
    [BYTES, text.replace('"format": 1', '"format": 2')],
    [BYTES, JSON.stringify({ format: 1, key: 'AAAA', signature: 'AAAA' })],
  ] as const
  for (const [bytes, signature] of cases) {
    const [problem] = problemsOf(() => signerOf(bytes, signature, 'acme.metis'))
    expect(problem?.code).toBe('bundle.signature-invalid')
  }
})

const ALICE = signerFrom(1)
const BOB = signerFrom(2)

test('who is seen first is asked about once, and known from then on', async () => {
  const { trust, asked } = trusting()
  await trust({ signer: ALICE, organisation: 'acme' })
  await trust({ signer: ALICE, organisation: 'acme' })
  await trust({ signer: ALICE, organisation: 'umbrella' })
  expect(asked).toEqual([ALICE.fingerprint])
})

test('nobody is trusted without an answer', async () => {
  const { trust, asked } = trusting(false)
  for (let times = 0; times < 2; times++) {
    const [problem] = await problemsOfAsync(trust({ signer: ALICE, organisation: 'acme' }))
    expect(problem?.code).toBe('bundle.signer-unconfirmed')
    expect(problem?.details.fingerprint).toBe(ALICE.fingerprint)
  }
  expect(asked).toEqual([ALICE.fingerprint, ALICE.fingerprint])
})

test('another signer for a known organisation stops, even one who is known elsewhere', async () => {
  const { trust, asked } = trusting()
  await trust({ signer: ALICE, organisation: 'acme' })
  await trust({ signer: BOB, organisation: 'umbrella' })
  const [problem] = await problemsOfAsync(trust({ signer: BOB, organisation: 'acme' }))
  expect(problem).toMatchObject({
    code: 'bundle.signer-changed',
    details: { organisation: 'acme', known: ALICE.fingerprint, fingerprint: BOB.fingerprint },
  })
  expect(asked).toEqual([ALICE.fingerprint, BOB.fingerprint])
})

test('a demanded fingerprint decides alone', async () => {
  const { trust, asked } = trusting()
  await trust({ signer: ALICE, organisation: 'acme' })
  await trust({ signer: BOB, organisation: 'acme', demanded: BOB.fingerprint.replaceAll(' ', '') })
  await trust({ signer: BOB, organisation: 'acme' })
  const [problem] = await problemsOfAsync(
    trust({ signer: ALICE, organisation: 'acme', demanded: BOB.fingerprint }),
  )
  expect(problem?.code).toBe('bundle.signer-not-demanded')
  expect(asked).toEqual([ALICE.fingerprint])
})

test('a bundle that belongs to no organisation is known by its signer', async () => {
  const { trust, asked } = trusting()
  await trust({ signer: ALICE })
  await trust({ signer: ALICE })
  await trust({ signer: BOB })
  expect(asked).toEqual([ALICE.fingerprint, BOB.fingerprint])
})

test('who only looks makes nobody known, neither for another organisation nor by a demanded fingerprint', async () => {
  const { trust, stateDirectory } = trusting()
  await trust({ signer: BOB, organisation: 'acme', demanded: BOB.fingerprint, onlyLooks: true })
  expect(existsSync(join(stateDirectory, 'bundle-signers.json'))).toBe(false)
  await trust({ signer: BOB, organisation: 'umbrella' })
  await trust({ signer: BOB, organisation: 'acme', onlyLooks: true })
  await trust({ signer: ALICE, organisation: 'acme' })
  const [problem] = await problemsOfAsync(trust({ signer: BOB, organisation: 'acme' }))
  expect(problem?.code).toBe('bundle.signer-changed')
})

test('a bundle is told to be older than one of the same organisation that was used before', async () => {
  const { trust } = trusting()
  const made = (day: number) => `2026-11-0${day}T10:00:00Z`
  const older = async (day: number, organisation: string, onlyLooks = false) => {
    const told = await trust({ signer: ALICE, organisation, created: made(day), onlyLooks })
    return told.map(({ code, severity, details }) => [code, severity, details.newest])
  }
  expect(await older(2, 'acme')).toEqual([])
  expect(await older(4, 'acme')).toEqual([])
  expect(await older(4, 'acme')).toEqual([])
  expect(await older(9, 'acme', true)).toEqual([])
  expect(await older(3, 'acme')).toEqual([['bundle.older', 'warning', made(4)]])
  expect(await older(1, 'umbrella')).toEqual([])
  expect(await older(5, 'acme')).toEqual([])
})

test('a damaged list of signers is told, not begun anew', async () => {
  const { trust, stateDirectory } = trusting()
  mkdirSync(stateDirectory, { recursive: true })
  writeFileSync(join(stateDirectory, 'bundle-signers.json'), '{"version": 2, "signers": []}')
  const [problem] = await problemsOfAsync(trust({ signer: ALICE }))
  expect(problem?.code).toBe('bundle.signers-damaged')
})

function signerFrom(byte: number) {
  const raw = Buffer.alloc(32, byte)
  return { key: raw.toString('base64'), fingerprint: spokenFingerprint(raw) }
}

function trusting(answer = true) {
  const stateDirectory = join(temporaryFolder(), 'state')
  const asked: string[] = []
  const confirm = async (fingerprint: string) => {
    asked.push(fingerprint)
    return answer
  }
  type Given = Parameters<typeof trustSigner>[0]
  const about = { stateDirectory, bundle: 'acme.metis', created: '2026-11-22T10:00:00Z', confirm }
  const trust = (input: Pick<Given, 'signer'> & Partial<Given>) => trustSigner({ ...about, ...input })
  return { trust, asked, stateDirectory }
}
