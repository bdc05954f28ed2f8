import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteRuntime } from '../../src/packing/site-runtime.js'
import { craftedElf } from './crafted-elf.js'

let folder: string
let server: Server
let answers: Map<string, Buffer | string>
let asked: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runtime-'))
  answers = new Map()
  asked = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const answer = answers.get(request.url ?? '')
    response.writeHead(answer === undefined ? 404 : 200)
    response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

const FITS = craftedElf(['libc.so.6'], ['GLIBC_2.28'])
const TOO_NEW = craftedElf(['libc.so.6'], ['GLIBC_2.34'])
const NAME = 'node-v20.20.0-linux-x64.tar.gz'

async function archive(program: Buffer, name = 'node-v20.20.0-linux-x64/bin/node'): Promise<Buffer> {
  const tar = pack()
  tar.entry({ name: 'node-v20.20.0-linux-x64/README.md' }, 'read me')
  tar.entry({ name, mode: 0o755 }, program)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return gzipSync(Buffer.concat(chunks))
}

function file(name: string, bytes: Buffer | string): string {
  writeFileSync(join(folder, name), bytes, { mode: 0o755 })
  return join(folder, name)
}

const call = (ownProgram: Buffer, given?: string, isLinuxX64 = true, version = '20.20.0') =>
  siteRuntime({
    own: { path: file('own', ownProgram), version, isLinuxX64 },
    cacheDirectory: join(folder, 'cache'),
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dist`,
    signal: new AbortController().signal,
    ...(given === undefined ? {} : { given }),
  })

describe('the Node.js of a bundle', () => {
  it('is the one that runs, where that starts on every site', async () => {
    expect(await call(FITS)).toEqual({
      path: join(folder, 'own'),
      version: '20.20.0',
      from: join(folder, 'own'),
    })
    expect(asked).toEqual([])
  })

  it.each([
    ['needs a newer glibc', TOO_NEW, true],
    ['is of another system', FITS, false],
  ])('is fetched when the one that runs %s, once, and checked', async (_, own, isLinux) => {
    const bytes = await archive(FITS)
    answers.set(`/dist/v20.20.0/${NAME}`, bytes)
    answers.set(
      '/dist/v20.20.0/SHASUMS256.txt',
      `${createHash('sha256').update(bytes).digest('hex')}  ${NAME}\n`,
    )

    const { path, version, from } = await call(own, undefined, isLinux)
    await call(own, undefined, isLinux)

    expect({ bytes: readFileSync(path), mode: statSync(path).mode & 0o777, version }).toEqual({
      bytes: FITS,
      mode: 0o755,
      version: '20.20.0',
    })
    expect(from).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dist\/v20\.20\.0\/node-v20\.20\.0-linux-x64\.tar\.gz$/)
    expect(asked.filter((url) => url.endsWith('.gz'))).toHaveLength(1)
  })

  it('is refused when its checksum is not the published one', async () => {
    answers.set(`/dist/v20.20.0/${NAME}`, await archive(FITS))
    answers.set('/dist/v20.20.0/SHASUMS256.txt', `${'a'.repeat(64)}  ${NAME}\n`)

    await expect(call(TOO_NEW)).rejects.toMatchObject({
      problems: [{ code: 'bundle.runtime-differs', details: { expected: 'a'.repeat(64) } }],
    })
  })

  it('is no newer one than those that start without libatomic', async () => {
    await expect(call(TOO_NEW, undefined, true, '26.10.0')).rejects.toMatchObject({
      problems: [{ code: 'bundle.runtime-missing', details: { name: 'node-v24.21.0-linux-x64.tar.gz' } }],
    })
  })

  it('is asked of the operator where nobody has it', async () => {
    await expect(call(TOO_NEW)).rejects.toMatchObject({
      problems: [{ code: 'bundle.runtime-missing', details: { name: NAME } }],
    })
  })

  it('is taken from the archive or the program that was given', async () => {
    const given = file('by-hand.tar.gz', await archive(FITS))
    expect(readFileSync((await call(TOO_NEW, given, false)).path)).toEqual(FITS)
    expect(await call(TOO_NEW, file('node', FITS), false)).toEqual({
      path: join(folder, 'node'),
      from: join(folder, 'node'),
    })
    expect(asked).toEqual([])
  })

  it.each([
    ['a program that needs more', 'node', TOO_NEW, 'GLIBC_2.34'],
    ['a script', 'node', Buffer.from('#!/bin/sh\n'), 'not ELF x86-64'],
    ['an archive of something else', 'x.tgz', gzipSync(Buffer.alloc(1024)), 'no node-*/bin/node'],
    ['a damaged archive', 'x.tar.gz', Buffer.from('no gzip'), 'incorrect header check'],
  ])('is not %s', async (_, name, bytes, reason) => {
    await expect(call(FITS, file(name, bytes))).rejects.toMatchObject({
      problems: [{ code: 'bundle.runtime-unfit', details: { reason } }],
    })
  })

  it('is not a file that is not there', async () => {
    await expect(call(FITS, join(folder, 'gone'))).rejects.toMatchObject({
      problems: [{ code: 'bundle.runtime-unfit', details: { reason: 'ENOENT' } }],
    })
  })
})
