import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { pythonContent } from '../../src/artifacts/python-content.js'
import { sha256 } from '../../src/lib/digest.js'
import { tarBytes } from '../../src/lib/tar.js'
import { craftedElf } from '../packing/crafted-elf.js'
import { makeWheel } from '../stand-ins/build/wheel.js'
import { temporaryFolder } from '../state/temporary-folder.js'

async function contentOf(name: string, files: Readonly<Record<string, Uint8Array>> | Uint8Array) {
  const folder = temporaryFolder()
  const path = join(folder, name)
  writeFileSync(path, files instanceof Uint8Array ? files : gzipSync(await tar(files)))
  return pythonContent({ path, sha256: sha256(path), size: 1 }, { cacheDirectory: folder })
}

async function tar(files: Readonly<Record<string, Uint8Array>>): Promise<Buffer> {
  const entries = async function* () {
    for (const [path, content] of Object.entries(files))
      yield { path, size: content.length, mode: 0o755, mtime: new Date(0), content: [Buffer.from(content)] }
  }
  const chunks: Buffer[] = []
  for await (const chunk of tarBytes(entries())) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A wheel with a program inside, as `pip wheel` builds one. */
const built = (tag: string, program: Buffer) =>
  zipSync({
    'grpc/_cython.so': program,
    'grpcio-1.38.1.dist-info/WHEEL': Buffer.from(`Wheel-Version: 1.0\nTag: ${tag}\n`),
    'grpcio-1.38.1.dist-info/METADATA': Buffer.from(
      'Name: grpcio\nRequires-Dist: six (>=1.5.2)\nRequires-Dist: enum34 ; python_version < "3.4"\n\nName: no\n',
    ),
  })

test('a Python: its version, the newest glibc that a program needs, and libraries that it does not bring', async () => {
  expect(
    await contentOf('python.tar.gz', {
      'any/bin/python3.7': craftedElf(['libc.so.6', 'libpython3.7m.so.1.0'], ['GLIBC_2.2.5']),
      'any/lib/libpython3.7m.so.1.0': craftedElf(['libm.so.6', 'libcrypt.so.1'], ['GLIBC_2.17', 'GLIBC_2.4']),
      'any/lib/python3.7/os.py': Buffer.from('x'),
      'any/lib/python3.7/lib-dynload/_ssl.so': craftedElf(['libssl.so.3'], ['GLIBC_2.34']),
      'any/lib/python3.7/lib-dynload/_tkinter.so': craftedElf(['libtk8.6.so'], ['GLIBC_2.99']),
    }),
  ).toEqual({ version: '3.7', glibc: '2.34', libraries: ['libcrypt.so.1', 'libssl.so.3'], wheels: [] })
})

test('a wheelhouse: what its wheels are for and need, by what they say of themselves', async () => {
  const six = makeWheel({ project: 'six', version: '1.17.0', needs: [], files: {} })
  const content = await contentOf('wheelhouse.tar.gz', {
    './wheels/renamed.whl': built('cp37-cp37m-linux_x86_64', craftedElf(['libgomp.so.1'], ['GLIBC_2.36'])),
    './wheels/six-1.17.0-py3-none-any.whl': six,
  })
  expect(content).toEqual({
    glibc: '2.36',
    libraries: ['libgomp.so.1'],
    wheels: [
      { file: 'renamed.whl', project: 'grpcio', interpreters: ['cp37'], requires: ['six'] },
      { file: 'six-1.17.0-py3-none-any.whl', project: 'six', interpreters: ['py3'], requires: [] },
    ],
  })
})

test('of systems that a wheel is promised for, the oldest counts, and it is not looked into', async () => {
  const program = craftedElf(['libgomp.so.1'], ['GLIBC_2.36'])
  const tags = 'cp37-abi3-manylinux_2_28_x86_64\nTag: cp37-abi3-manylinux2014_x86_64'
  expect(await contentOf('grpcio.whl', built(tags, program))).toMatchObject({
    glibc: '2.17',
    libraries: [],
    wheels: [{ interpreters: ['py3'] }],
  })
})

test.each([
  ['no wheel at all', 'x.whl', Buffer.from('PK nothing')],
  ['no archive', 'x.tar.gz', Buffer.from('nothing that anybody packed')],
  ['half of one', 'x.tar.gz', gzipSync(Buffer.alloc(100_000, 'abc')).subarray(0, 60)],
])('%s says nothing', async (_, name, bytes) => {
  expect(await contentOf(name, bytes)).toBeUndefined()
})
