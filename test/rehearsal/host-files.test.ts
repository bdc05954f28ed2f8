import { expect, test } from 'vitest'
import { createHostFiles } from '../../src/rehearsal/host-files.js'

const createFiles = () => createHostFiles(() => 1_700_000_000)

test('a small file has the mode and owner that a host would tell', () => {
  const files = createFiles()
  files.write('/opt/metis/a b/c.json', '{}', '0600', 'metis:metis')
  expect(files.read('/opt/metis/a b/c.json')).toBe('{}')
  expect(files.stat('/opt/metis/a b/c.json')).toBe('2 1700000000 600 metis:metis regular file')
  expect(files.stat('/opt/metis')).toBe('4096 1700000000 755 root:root directory')
  expect(files.stat('/opt/other')).toBeUndefined()
})

test('a small file is written again after its directory was removed', () => {
  const files = createFiles()
  files.write('/opt/metis/etc/a.json', '1', '0600', 'root:root')
  files.remove('/opt/metis')
  files.write('/opt/metis/etc/a.json', '2', '0600', 'root:root')
  expect(files.read('/opt/metis/etc/a.json')).toBe('2')
})

test("no path leads above the host's root", () => {
  const files = createFiles()
  files.write('/../../escaped', 'x', '0600', 'root:root')
  files.write('/opt/../../../escaped-too', 'x', '0600', 'root:root')
  expect(files.list('/')).toEqual(['escaped', 'escaped-too'])
})

test('links lead where they point, also in the middle of a path', () => {
  const files = createFiles()
  files.write('/opt/metis/via/releases/0.3.0/via.yml', 'a: 1', '0644', 'root:root')
  files.link('/opt/metis/via/current', 'releases/0.3.0')
  expect(files.read('/opt/metis/via/current/via.yml')).toBe('a: 1')
  expect(files.resolve('/opt/metis/via/current')).toBe('/opt/metis/via/releases/0.3.0')
  expect(files.stat('/opt/metis/via/current')).toBe('14 1700000000 777 root:root symbolic link')
})

test('links that go round in a circle end', () => {
  const files = createFiles()
  files.link('/a', '/b')
  files.link('/b', '/a')
  expect(files.read('/a')).toBeUndefined()
})

test('of an unpacked archive every file exists, of a directory only what was put there', () => {
  const files = createFiles()
  files.unpack('/opt/python', 1000, 'root:root')
  files.makeDirectory('/opt/empty', '0700', 'root:root')
  expect(files.exists('/opt/python/bin/python3')).toBe(true)
  expect(files.exists('/opt/empty/bin/python3')).toBe(false)
})

test('what is removed is gone, and its neighbours are not', () => {
  const files = createFiles()
  files.write('/opt/metis/a', 'x', '0600', 'root:root')
  files.write('/opt/metis-2/a', 'x', '0600', 'root:root')
  files.remove('/opt/metis')
  expect(files.read('/opt/metis/a')).toBeUndefined()
  expect(files.walk('/opt')).toEqual(['/opt', '/opt/metis-2', '/opt/metis-2/a'])
})
