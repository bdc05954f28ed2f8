import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { type PackageFile, packagesArtifact } from '../../src/apt/repository-tar.js'
import { InstallerError } from '../../src/errors/problem.js'
import { folder, sha256 } from './archive.js'

function files(): PackageFile[] {
  const where = folder()
  return ['nginx_1.22-9_amd64.deb', 'libc6_2.36-9+deb12u7_amd64.deb'].map((fileName) => {
    const path = join(where, fileName)
    writeFileSync(path, `bytes of ${fileName}`)
    return { path, fileName, sha256: sha256(`bytes of ${fileName}`), size: `bytes of ${fileName}`.length }
  })
}

const SYSTEM = 'debian-12'

test('the packages of a system become one tar that any host unpacks', async () => {
  const { path, ready } = await packagesArtifact({
    system: SYSTEM,
    packages: files(),
    cacheDirectory: folder(),
  })
  expect(ready).toEqual({
    id: 'os-packages',
    system: 'debian-12',
    fileName: 'packages-debian-12.tar',
    sha256: sha256(readFileSync(path)),
    size: statSync(path).size,
  })
  const { stdout } = await execa('tar', ['-tvf', path, '--utc', '--numeric-owner'])
  expect(stdout.split('\n')).toEqual([
    '-rw-r--r-- 0/0              39 1970-01-01 00:00 libc6_2.36-9+deb12u7_amd64.deb',
    '-rw-r--r-- 0/0              31 1970-01-01 00:00 nginx_1.22-9_amd64.deb',
  ])
})

test('the same packages give the same bytes, elsewhere, later and in another order', async () => {
  const first = await packagesArtifact({ system: SYSTEM, packages: files(), cacheDirectory: folder() })
  const others = files().reverse()
  for (const { path } of others) utimesSync(path, 1, 1)
  const second = await packagesArtifact({ system: SYSTEM, packages: others, cacheDirectory: folder() })
  expect(second.ready).toEqual(first.ready)
})

test('it is made once, and again when somebody changed it in the cache', async () => {
  const input = { system: SYSTEM, packages: files(), cacheDirectory: folder() }
  const first = await packagesArtifact(input)
  const made = statSync(first.path).ino
  await packagesArtifact(input)
  expect(statSync(first.path).ino).toBe(made)
  writeFileSync(first.path, 'something else')
  expect(await packagesArtifact(input)).toEqual(first)
  expect(sha256(readFileSync(first.path))).toBe(first.ready.sha256)
})

test('one that a power cut has left empty is made again', async () => {
  const input = { system: SYSTEM, packages: files(), cacheDirectory: folder() }
  const first = await packagesArtifact(input)
  writeFileSync(first.path, '')
  expect(await packagesArtifact(input)).toEqual(first)
  expect(sha256(readFileSync(first.path))).toBe(first.ready.sha256)
})

test('a package that is not what it was when it was checked stops it, and nothing is left', async () => {
  const [one, ...rest] = files()
  if (one === undefined) throw new Error('no file')
  writeFileSync(one.path, 'x'.repeat(one.size))
  const cacheDirectory = folder()
  const work = packagesArtifact({ system: SYSTEM, packages: [one, ...rest], cacheDirectory })
  const error = await work.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InstallerError)
  expect((error as InstallerError).problems).toMatchObject([
    { code: 'artifact.changing', where: { file: one.path } },
  ])
  const { stdout } = await execa('find', [cacheDirectory, '-type', 'f'])
  expect(stdout).toBe('')
})

test.each(['../evil.deb', 'a/b.deb', '-rf.deb', 'a b.deb', "a';reboot.deb", 'nginx.rpm'])(
  'a package that is called %s is refused',
  async (fileName) => {
    const packages = files().map((one) => ({ ...one, fileName }))
    await expect(packagesArtifact({ system: SYSTEM, packages, cacheDirectory: folder() })).rejects.toThrow(
      'is no name of a package',
    )
  },
)
