import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import {
  type BackupManifest,
  isManifestSigned,
  parseManifest,
  signManifest,
} from '../../src/backup/manifest.js'
import { readBackup, textOf } from '../../src/backup/read-backup.js'
import { writeBackup } from '../../src/backup/write-backup.js'
import { InstallerError } from '../../src/errors/problem.js'
import { sha256 } from '../../src/lib/digest.js'
import type { OpeningKey, SealingKey } from '../../src/state/seal.js'
import { signWith } from '../../src/state/sign.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const PASSPHRASE = { passphrase: 'an-uncommon-phrase-of-many-words' }
const { signal } = new AbortController()
/** Many times what passes through at once. */
const LARGE = Buffer.alloc(3_000_000, 'data')

const entryOf = (path: string, content: string | Buffer) => ({
  ...{ path, size: Buffer.byteLength(content), sha256: sha256(content) },
})
const contents = new Map<string, string | Buffer>([
  ['folder/org.yaml', 'organisation: acme\n'],
  ['hosts/h2/carrier-identity.tar.gz', LARGE],
])
const manifest: BackupManifest = {
  ...{
    version: 1,
    organisation: 'acme',
    id: 'an-id',
    generation: 3,
    release: 'metis-0.3.0',
    program: '1.0.0',
  },
  ...{ at: '2026-11-30T12:00:00.000Z', user: 'ada', machine: 'laptop', withData: false },
  files: [entryOf('folder/org.yaml', 'organisation: acme\n')],
  parts: [
    {
      ...entryOf('hosts/h2/carrier-identity.tar.gz', LARGE),
      ...{ host: 'h2', instance: 'carrier', kind: 'paths', what: 'identity', rows: 0 },
      ...{ name: 'carrier-identity.tar.gz', paths: ['data/p2p'] },
    },
  ],
}

async function written(
  lock: SealingKey,
  content = (path: string) => contents.get(path),
  of: BackupManifest = manifest,
) {
  const path = join(temporaryFolder(), 'backups', 'acme.metis-backup')
  let isRead = false
  await writeBackup({
    ...{ path, lock, manifest: of, signal },
    contentOf: ({ path: name }) => [Buffer.from(content(name) ?? '')],
    onWritten: () => {
      isRead = true
    },
  })
  expect(isRead).toBe(true)
  return path
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
    return error.problems[0]?.code
  }
}

describe('a backup', () => {
  test('is one file for its owner alone, and gives back what went in', async () => {
    const path = await written(PASSPHRASE)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(path, '..'))).toEqual(['acme.metis-backup'])
    const sealed = await readFile(path)
    expect(sealed.includes('organisation: acme')).toBe(false)
    const texts = new Map<string, string>()
    const seen = await readBackup({
      ...{ path, key: PASSPHRASE },
      take: async (entry, bytes) => void texts.set(entry.path, await textOf(bytes)),
    })
    expect(seen).toEqual(manifest)
    expect(texts).toEqual(new Map([...contents].map(([name, text]) => [name, text.toString()])))
  })

  test('says what is in it without being read as a whole', async () => {
    const path = await written(PASSPHRASE)
    expect(await readBackup({ path, key: PASSPHRASE, manifestOnly: true })).toEqual(manifest)
  })

  test('opens with the key of an operator, and was read back without one', async () => {
    const identity = await generateX25519Identity()
    const path = await written({ recipients: [await identityToRecipient(identity)] })
    expect(await readBackup({ path, key: { identity } })).toEqual(manifest)
    const stranger: OpeningKey = { identity: await generateX25519Identity() }
    expect(await codeOf(readBackup({ path, key: stranger }))).toBe('state.identity-not-allowed')
    expect(await codeOf(readBackup({ path, key: PASSPHRASE }))).toBe('state.sealed-for-keys')
  })

  test('does not open with another passphrase', async () => {
    const path = await written(PASSPHRASE)
    expect(await codeOf(readBackup({ path, key: { passphrase: 'another' } }))).toBe('state.passphrase-wrong')
  })

  test('that was cut or changed anywhere is not believed', async () => {
    const path = await written(PASSPHRASE)
    const whole = await readFile(path)
    for (const at of [0, 50, 300, 70_000, 2_000_000]) {
      await writeFile(path, whole.subarray(0, at))
      expect(await codeOf(readBackup({ path, key: PASSPHRASE })), `cut at ${at}`).toMatch(
        /^backup\.(damaged|not-a-backup)$/,
      )
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      await writeFile(path, changed)
      expect(await codeOf(readBackup({ path, key: PASSPHRASE })), `changed at ${at}`).toMatch(
        /^(backup.damaged|backup.not-a-backup|state.passphrase-wrong|state.sealed-too-costly)$/,
      )
    }
    await writeFile(path, '')
    expect(await codeOf(readBackup({ path, key: PASSPHRASE }))).toBe('backup.not-a-backup')
  })

  test('with other bytes than it says is no backup: nothing gets its name', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'acme.metis-backup')
    const work = writeBackup({
      ...{ path, lock: PASSPHRASE, manifest, signal, onWritten: () => {} },
      contentOf: ({ size }) => [Buffer.alloc(size, 'x')],
    })
    expect(await codeOf(work)).toBe('backup.damaged')
    expect(await readdir(folder)).toEqual([])
  })

  test('passes through: of what is large only a little is on its way at a time', async () => {
    const chunk = Buffer.alloc(256 * 1024, 'x')
    const count = 128
    const hash = createHash('sha256')
    for (let at = 0; at < count; at += 1) hash.update(chunk)
    const size = count * chunk.length
    const [part] = manifest.parts
    if (part === undefined) throw new Error('no part')
    const path = join(temporaryFolder(), 'acme.metis-backup')
    let most = 0
    async function* large() {
      for (let sent = 0; sent < size; sent += chunk.length) {
        const there = statSync(`${path}.partial`, { throwIfNoEntry: false })?.size ?? 0
        most = Math.max(most, sent - there)
        yield chunk
      }
    }
    await writeBackup({
      ...{ path, lock: PASSPHRASE, signal, onWritten: () => {} },
      manifest: { ...manifest, files: [], parts: [{ ...part, size, sha256: hash.digest('hex') }] },
      contentOf: large,
    })
    expect((await stat(path)).size).toBeGreaterThan(size)
    expect(most).toBeLessThan(size / 4)
  })

  test('holds only relative names, as any tar', async () => {
    const path = await written(PASSPHRASE)
    const names: string[] = []
    await readBackup({
      ...{ path, key: PASSPHRASE },
      take: async (entry, bytes) => {
        names.push(entry.path)
        for await (const _ of bytes);
      },
    })
    expect(names.filter((name) => name.startsWith('/') || name.split('/').includes('.'))).toEqual([])
  })
})

test('is signed by who has the secrets in it: what anybody else changes, or signs, is told and not believed', async () => {
  const salt = 'ab'.repeat(32)
  const secrets = JSON.stringify({ version: 1, salt, secrets: {} })
  const with_ = new Map(contents).set('folder/secrets.json', secrets)
  const { signature: _, ...unsigned } = manifest
  const all = { ...unsigned, files: [...manifest.files, entryOf('folder/secrets.json', secrets)] }
  const signed = signManifest(all, signWith(salt))
  const path = await written(PASSPHRASE, (name) => with_.get(name), signed)
  // In whatever order another version writes it.
  const seen = parseManifest(
    JSON.stringify(Object.fromEntries(Object.entries(signed).toReversed())),
    () => new InstallerError([]),
  )
  expect([isManifestSigned(seen, signWith(salt)), await readBackup({ path, key: PASSPHRASE })]).toEqual([
    true,
    signed,
  ])
  for (const made of [
    { ...signed, generation: 4 },
    { ...signed, parts: [] },
    signManifest(all, signWith('cd'.repeat(32))),
    signManifest(unsigned, signWith(salt)),
  ])
    expect(await codeOf(written(PASSPHRASE, (name) => with_.get(name), made))).toBe('backup.not-signed')
})

test('a manifest with a path that leads elsewhere is refused', () => {
  for (const path of ['/etc/passwd', '../up', 'folder/../../up', './folder', 'folder//x', '.ssh/key']) {
    const text = JSON.stringify({ ...manifest, files: [entryOf(path, '')] })
    expect(() => parseManifest(text, () => new InstallerError([])), path).toThrow(InstallerError)
  }
})
