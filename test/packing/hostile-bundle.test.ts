import { mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { type Header, pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { manifestText } from '../../src/bundle/manifest-text.js'
import { openBundle } from '../../src/packing/open-bundle.js'
import { polyglotHeader } from '../../src/packing/polyglot-header.js'
import { readSmallPiece } from '../../src/packing/read-small-piece.js'
import { signManifest } from '../../src/packing/signature.js'
import { signingKey } from '../../src/packing/signing-key.js'
import { verifyBundle } from '../../src/packing/verify-bundle.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { BOOTSTRAP, CONTENTS, smallBundle, smallManifest } from './small-bundle.js'

type Entry = Partial<Header> & { readonly name: string; readonly content?: string }

const HOSTILE: readonly (readonly [string, Entry, string])[] = [
  ['a symbolic link', { name: 'release/x', type: 'symlink', linkname: '/etc/passwd' }, 'release/x'],
  ['a symbolic link in place of a folder', { name: 'release', type: 'symlink', linkname: '/tmp' }, 'release'],
  ['a hard link', { name: 'hard', type: 'link', linkname: '/etc/shadow' }, 'hard'],
  ['a device', { name: 'dev', type: 'block-device', devmajor: 8 }, 'dev'],
  ['a pipe', { name: 'pipe', type: 'fifo' }, 'pipe'],
  ['a folder', { name: 'folder', type: 'directory' }, 'folder'],
  ['a name of several lines', { name: 'x\nAll is well.', content: 'x' }, '"x\\nAll is well."'],
  ['a way out', { name: 'release/../../evil', content: 'x' }, 'release/../../evil'],
  ['an absolute path', { name: '/etc/cron.d/evil', content: 'x' }, '/etc/cron.d/evil'],
  [
    'a piece twice',
    { name: 'release/metis-0.3.0/via', content: 'v'.repeat(1500) },
    'release/metis-0.3.0/via',
  ],
]

for (const [what, entry, name] of HOSTILE) {
  test(`${what} is refused, and nothing of it is used`, async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'acme.metis')
    await writeAsIs(path, folder, [...pieces(), entry])
    const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
    expect(problem).toMatchObject({ code: 'bundle.hostile', details: { entry: name } })
    const opening = openBundle(path, { cacheDirectory: folder, trust: async () => {} })
    expect(await problemsOfAsync(opening)).toMatchObject([{ code: 'bundle.hostile' }])
  })
}

test('a file that the manifest does not have is named, and not unpacked', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'acme.metis')
  await writeAsIs(path, folder, [{ name: 'installer/evil.js', content: 'x' }, ...pieces()])
  const { unexpected, problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(unexpected).toEqual(['installer/evil.js'])
  expect(problems).toMatchObject([{ code: 'bundle.unexpected', severity: 'error' }])
  for (const _ of ['first', 'second']) {
    const opening = openBundle(path, { cacheDirectory: folder, trust: async () => {} })
    expect(await problemsOfAsync(opening)).toMatchObject([{ code: 'bundle.unexpected' }])
  }
  const { stdout } = await execa('find', [folder, '-name', 'evil.js'])
  expect(stdout).toBe('')
})

test('a piece whose size is not the one that was signed differs', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'acme.metis')
  const longer = pieces().map((entry) =>
    entry.name.endsWith('/via') ? { ...entry, content: 'v'.repeat(9000) } : entry,
  )
  await writeAsIs(path, folder, longer)
  const { states, problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(states.get('artifact/via')).toBe('differs')
  expect(problems).toMatchObject([
    { code: 'bundle.piece-differs', details: { expectedSize: 1500, foundSize: 9000 } },
  ])
})

test('a header that promises more bytes than there are is a bundle that ends early', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const bytes = readFileSync(path)
  const header = bytes.indexOf('release/metis-0.3.0/via\0')
  bytes.write('77777777777 ', header + 124)
  rewriteSum(bytes, header)
  writeFileSync(path, bytes)
  const { states, problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(states.get('artifact/via')).toBe('truncated')
  expect(problems).toMatchObject([{ code: 'bundle.truncated', details: { piece: 'artifact/via' } }])
})

const CHANGED: readonly (readonly [string, number, string])[] = [
  ['the right to run as its owner', 100, '004755 '],
  ['another owner', 108, '000001 '],
  ['a time of its own', 136, '00000000000 '],
  ['a name to link to', 157, '/etc/passwd'],
  ['a name of its owner', 265, 'root'],
  ['a number of a device', 329, '000010 '],
  ['bytes behind its name', 60, 'hidden'],
  ['bytes that no field has', 505, 'hidden'],
]

for (const [what, at, bytes] of CHANGED) {
  test.each(['manifest.json', 'manifest.sig', 'runtime/node', 'release/metis-0.3.0/via'])(
    `a header of %s with ${what} is not the one that was written`,
    async (name) => {
      const folder = temporaryFolder()
      const { path } = await smallBundle(folder)
      const changed = readFileSync(path)
      const header = changed.indexOf(`${name}\0`)
      changed.write(bytes, header + at, 'latin1')
      rewriteSum(changed, header)
      writeFileSync(path, changed)

      const opening = openBundle(path, { cacheDirectory: folder, trust: async () => {} })
      expect(await problemsOfAsync(opening)).toMatchObject([
        {
          code: 'bundle.damaged',
          details: { byte: header, reason: 'a header is not the one that was written' },
        },
      ])
    },
  )
}

test('a manifest of more than 16 MB is not read', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'acme.metis')
  await writeAsIs(path, folder, [], ' '.repeat(17 * 1024 * 1024))
  const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
  expect(problem?.code).toBe('bundle.not-a-bundle')
  expect(problem?.details.reason).toBe('manifest.json has 17825792 bytes')
})

test('a signed manifest that contradicts itself is refused', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'acme.metis')
  const {
    pieces: [first, second],
    ...rest
  } = smallManifest()
  if (first === undefined || second === undefined) throw new Error('a small bundle has two pieces')
  const cases = [
    [[first, { ...second, path: first.path }], `${first.path} is there twice`],
    [[first, { ...second, id: first.id }], `${first.id} is there twice`],
    [[first, { ...second, path: 'create-metis-node/x' }], 'create-metis-node is a file and a folder'],
    [[{ ...first, path: 'manifest.sig' }], 'a piece is called manifest.json or manifest.sig'],
    [[first], 'package/debian-12/nginx is no piece'],
    [
      [first, { ...second, id: 'package/debian-12/nginx', path: 'packages/debian-12/-nginx.deb' }],
      'package/debian-12/nginx is no package',
    ],
    [[{ ...first, path: '../x' }], 'pieces.0.path: Invalid input'],
  ] as const
  for (const [pieces, reason] of cases) {
    await writeAsIs(path, folder, [], manifestText({ ...rest, pieces }))
    const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
    expect(problem?.code).toBe('bundle.manifest-invalid')
    expect(problem?.details.reason).toBe(reason)
  }
})

test('in a folder, a link in place of a piece is refused', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const target = join(folder, 'unpacked')
  mkdirSync(target)
  await execa('tar', ['xf', path, '-C', target])
  const via = join(target, 'release/metis-0.3.0/via')
  writeFileSync(join(folder, 'elsewhere'), 'v'.repeat(1500))
  unlinkSync(via)
  symlinkSync(join(folder, 'elsewhere'), via)
  const [problem] = await problemsOfAsync(verifyBundle(target, { cacheDirectory: folder }))
  expect(problem).toMatchObject({
    code: 'bundle.hostile',
    details: { entry: 'release/metis-0.3.0/via', reason: 'a link or a device' },
  })
})

test('a text in a folder is not read from where a link points, or when its size is not the signed one', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const target = join(folder, 'unpacked')
  mkdirSync(target)
  await execa('tar', ['xf', path, '-C', target])
  const via = join(target, 'release/metis-0.3.0/via')
  expect((await readSmallPiece(target, 'artifact/via'))?.toString()).toBe('v'.repeat(1500))
  writeFileSync(via, 'v'.repeat(1501))
  const [longer] = await problemsOfAsync(readSmallPiece(target, 'artifact/via'))
  unlinkSync(via)
  writeFileSync(join(folder, 'elsewhere'), 'v'.repeat(1500))
  symlinkSync(join(folder, 'elsewhere'), via)
  const [linked] = await problemsOfAsync(readSmallPiece(target, 'artifact/via'))
  expect([longer?.code, linked?.code]).toEqual(['bundle.piece-differs', 'bundle.piece-differs'])
})

function pieces(): Entry[] {
  return smallManifest().pieces.map(({ path, executable }) => ({
    name: path,
    mode: executable ? 0o755 : 0o644,
    content: CONTENTS[path] ?? '',
  }))
}

/** A bundle with a good signature and whatever entries. */
async function writeAsIs(path: string, folder: string, entries: readonly Entry[], manifest?: string) {
  const key = signingKey({ configDirectory: join(folder, 'config') })
  const text = manifest ?? manifestText(smallManifest())
  const mtime = new Date('2026-11-22T10:00:00Z')
  const tar = pack()
  tar.entry({ name: 'manifest.json', mtime }, text)
  tar.entry({ name: 'manifest.sig', mtime }, signManifest(text, key))
  for (const { content, ...header } of entries) {
    if (content === undefined) tar.entry({ mtime, ...header })
    else tar.entry({ mtime, ...header }, content)
  }
  tar.finalize()
  const chunks = [polyglotHeader(BOOTSTRAP, mtime)]
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk)
  writeFileSync(path, Buffer.concat(chunks))
}

function rewriteSum(bytes: Buffer, header: number): void {
  bytes.write('        ', header + 148)
  const sum = bytes.subarray(header, header + 512).reduce((all, byte) => all + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')} \0`, header + 148)
}
