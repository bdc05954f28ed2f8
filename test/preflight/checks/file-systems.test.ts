import { expect, test } from 'vitest'
import type { FileSystemOf } from '../../../src/facts/file-systems.js'
import { fileSystems } from '../../../src/preflight/checks/file-systems.js'
import { size } from '../../../src/preflight/checks/size.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const ROOT = { mount: '/', options: ['rw', 'relatime'], freeMib: 20_000, freeFiles: 1_000_000 }

function on(own: Partial<FileSystemOf>, usr: Partial<FileSystemOf> = {}) {
  const places = [
    { path: '/opt/metis', ...ROOT, ...own },
    { path: '/usr', ...ROOT, ...usr },
    { path: '/var/cache/apt', ...ROOT },
    { path: '/var/lib/dpkg', ...ROOT },
  ]
  return { ...input, facts: { h2: { ...facts.h2, fileSystems: places } } }
}

const codes = (found: ReturnType<typeof fileSystems>) =>
  found.map(({ code, details }) => [code, details.mount])

test('one file system for all has nothing wrong', () => {
  expect(fileSystems(on({}))).toEqual([])
})

test('programs can not be started from an install directory with noexec; nosuid is no matter', () => {
  expect(told(fileSystems(on({ mount: '/opt', options: ['rw', 'nosuid', 'noexec'] })))).toEqual([
    {
      code: 'preflight.no-exec',
      severity: 'error',
      where: { host: 'h2' },
      details: { host: 'h2', path: '/opt/metis', mount: '/opt' },
    },
  ])
  expect(fileSystems(on({ mount: '/opt', options: ['rw', 'nosuid'] }))).toEqual([])
})

test('what is mounted read-only is told for each place that is written', () => {
  expect(codes(told(fileSystems(on({}, { mount: '/usr', options: ['ro', 'relatime'] }))))).toEqual([
    ['preflight.read-only', '/usr'],
  ])
})

test('a /usr that is read-only is no matter where all packages are there', () => {
  const h2 = on({}, { mount: '/usr', options: ['ro'] }).facts.h2
  const packages = { 'mariadb-server': '1', nginx: '1', 'openjdk-17-jre-headless': '1' }
  const complete = { ...h2, software: { ...h2.software, packages } }
  expect(fileSystems({ ...input, facts: { h2: complete } })).toEqual([])
})

test('a file system without inodes for what comes there', () => {
  expect(codes(told(fileSystems(on({ mount: '/opt', freeFiles: 52 }))))).toEqual([
    ['preflight.few-files', '/opt'],
  ])
})

test('packages need room where they go, and then none beside the programs of the release', () => {
  const apart = on({}, { mount: '/usr', freeMib: 300 })
  expect(told(size(apart)).map(({ code, details }) => [code, details])).toEqual([
    ['preflight.packages-no-room', { host: 'h2', mount: '/usr', paths: '/usr', free: 0.3, needed: 0.5 }],
  ])
})
