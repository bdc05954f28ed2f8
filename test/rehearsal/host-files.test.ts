import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createHostFiles } from '../../src/rehearsal/host-files.js'
import { createMachine } from '../../src/rehearsal/machine.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const filesIn = (folder: string) => createHostFiles(folder, () => 1_700_000_000)

test('a small file is a real one below the private directory, with the mode and owner that a host would tell', () => {
  const folder = temporaryFolder()
  const files = filesIn(folder)
  files.write('/opt/metis/a b/c.json', '{}', '0600', 'metis:metis')
  expect(readFileSync(join(folder, 'opt/metis/a b/c.json'), 'utf8')).toBe('{}')
  expect(files.stat('/opt/metis/a b/c.json')).toBe('2 1700000000 600 metis:metis regular file')
  expect(files.stat('/opt/metis')).toBe('4096 1700000000 755 root:root directory')
  expect(files.stat('/opt/other')).toBeUndefined()
})

test('a small file is written again after its directory was removed', () => {
  const folder = temporaryFolder()
  const files = filesIn(folder)
  files.write('/opt/metis/etc/a.json', '1', '0600', 'root:root')
  files.remove('/opt/metis')
  files.write('/opt/metis/etc/a.json', '2', '0600', 'root:root')
  expect(readFileSync(join(folder, 'opt/metis/etc/a.json'), 'utf8')).toBe('2')
})

test('no path leads out of the private directory', () => {
  const folder = temporaryFolder()
  const files = filesIn(join(folder, 'h1'))
  files.write('/../../escaped', 'x', '0600', 'root:root')
  files.write('/opt/../../../escaped-too', 'x', '0600', 'root:root')
  expect(existsSync(join(folder, 'escaped'))).toBe(false)
  expect(existsSync(join(folder, 'escaped-too'))).toBe(false)
  expect(files.list('/')).toEqual(['escaped', 'escaped-too'])
})

test('no address leads out of it, however it was typed', () => {
  const folder = temporaryFolder()
  for (const address of ['..', '../..', '../../elsewhere', '']) {
    createMachine(address, join(folder, 'hosts', 'all')).files.write('/f', 'x', '0600', 'root:root')
  }
  expect(readdirSync(folder)).toEqual(['hosts'])
  expect(readdirSync(join(folder, 'hosts'))).toEqual(['all'])
})

test('links lead where they point, also in the middle of a path', () => {
  const files = filesIn(temporaryFolder())
  files.write('/opt/metis/via/releases/0.3.0/via.yml', 'a: 1', '0644', 'root:root')
  files.link('/opt/metis/via/current', 'releases/0.3.0')
  expect(files.read('/opt/metis/via/current/via.yml')).toBe('a: 1')
  expect(files.resolve('/opt/metis/via/current')).toBe('/opt/metis/via/releases/0.3.0')
  expect(files.stat('/opt/metis/via/current')).toBe('14 1700000000 777 root:root symbolic link')
})

test('links that go round in a circle end', () => {
  const files = filesIn(temporaryFolder())
  files.link('/a', '/b')
  files.link('/b', '/a')
  expect(files.read('/a')).toBeUndefined()
})

test('of an unpacked archive every file exists, of a directory only what was put there', () => {
  const files = filesIn(temporaryFolder())
  files.unpack('/opt/python', 1000, 'root:root')
  files.makeDirectory('/opt/empty', '0700', 'root:root')
  expect(files.exists('/opt/python/bin/python3')).toBe(true)
  expect(files.exists('/opt/empty/bin/python3')).toBe(false)
})

test('what is removed is gone, in memory and on disk, and its neighbours are not', () => {
  const folder = temporaryFolder()
  const files = filesIn(folder)
  files.write('/opt/metis/a', 'x', '0600', 'root:root')
  files.write('/opt/metis-2/a', 'x', '0600', 'root:root')
  files.hold('/opt/metis/b', 'y', '0600', 'root:root')
  expect(files.read('/opt/metis/b')).toBe('y')
  files.remove('/opt/metis')
  expect(files.walk('/opt')).toEqual(['/opt', '/opt/metis-2', '/opt/metis-2/a'])
  expect(existsSync(join(folder, 'opt/metis/a'))).toBe(false)
  expect(existsSync(join(folder, 'opt/metis-2/a'))).toBe(true)
})
