import { pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { fileHeader } from '../../src/lib/tar.js'

const mtime = new Date('2026-11-22T10:00:00.900Z')

test.each([
  ['a short path', { path: 'runtime/node', size: 90_000_000, mode: 0o755, mtime }],
  ['a path of 100 bytes', { path: 'x'.repeat(100), size: 0, mode: 0o644, mtime }],
  ['a path of two fields', { path: `${'a/'.repeat(60)}${'x'.repeat(60)}`, size: 1, mode: 0o644, mtime }],
  ['a path for a record', { path: `${'a/'.repeat(90)}${'x'.repeat(90)}`, size: 1, mode: 0o644, mtime }],
  ['a long name for a record', { path: `a/${'x'.repeat(101)}`, size: 1, mode: 0o755, mtime }],
  ['a path of other letters', { path: '组织/运行.sh', size: 1, mode: 0o755, mtime }],
  ['a file of 8 GiB less a byte', { path: 'a', size: 8 ** 11 - 1, mode: 0o644, mtime }],
  ['a file of 8 GiB', { path: 'a', size: 8 ** 11, mode: 0o644, mtime }],
  [
    'a file of 3 TB in 2039',
    { path: 'a', size: 3e12 + 7, mode: 0o644, mtime: new Date('2039-01-01T00:00:00Z') },
  ],
])('%s gets the header that tar-stream gives it', async (_, file) => {
  const { path, size, mode } = file
  const tar = pack()
  tar.entry({ name: path, type: 'file', size, mode, uid: 0, gid: 0, mtime: file.mtime })
  const found = fileHeader(file)
  const written: Buffer[] = []
  for await (const chunk of tar as AsyncIterable<Buffer>) {
    written.push(chunk)
    if (Buffer.concat(written).length >= found.length) break
  }
  expect(found.toString('latin1')).toBe(Buffer.concat(written).toString('latin1'))
})
