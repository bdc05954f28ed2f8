import { expect, test } from 'vitest'
import { size } from '../../../src/preflight/checks/size.js'
import type { ReadyArtifact } from '../../../src/topology/release.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const MB = 1024 * 1024

test('recommended sizes are enough, a little less memory than sold included', () => {
  expect(size(input)).toEqual([])
})

test('recommendations of all roles on a host add up', () => {
  const hardware = { ...facts.h1.hardware, cores: 4, memoryMib: 7900, diskTotalMib: 102_400 }
  const h1 = { ...facts.h1, hardware }
  const where = { host: 'h1' }
  const roles = 'consul, carrier'
  expect(told(size({ ...input, facts: { h1 } }))).toEqual([
    {
      code: 'preflight.few-cores',
      severity: 'warning',
      where,
      details: { host: 'h1', found: 4, wanted: 8, roles },
    },
    {
      code: 'preflight.little-memory',
      severity: 'warning',
      where,
      details: { host: 'h1', found: 7.7, wanted: 16, roles },
    },
    {
      code: 'preflight.small-disk',
      severity: 'warning',
      where,
      details: { host: 'h1', found: 100, wanted: 200, roles },
    },
  ])
})

const sha256 = 'a'.repeat(64)
const INSTALLED = { 'mariadb-server': '1', nginx: '1', 'openjdk-17-jre-headless': '17' }
const artifacts: ReadyArtifact[] = [
  { id: 'carrier', fileName: 'carrier', sha256, size: 500 * MB },
  { id: 'rosetta', cpu: 'avx2', fileName: 'rosetta.whl', sha256, size: 1024 * MB },
  { id: 'rosetta', cpu: 'no-avx2', fileName: 'rosetta.whl', sha256, size: 4096 * MB },
]

test('a disk needs 1 GiB, 1 GiB for the packages of the admin, and three times the artifacts', () => {
  const h1 = { ...facts.h1, hardware: { ...facts.h1.hardware, diskFreeMib: 1024 + 1500 } }
  const h2 = { ...facts.h2, hardware: { ...facts.h2.hardware, diskFreeMib: 2047 } }
  const h3 = { ...facts.h3, hardware: { ...facts.h3.hardware, diskFreeMib: 1024 + 3071 } }
  expect(told(size({ ...input, facts: { h1, h2, h3 }, artifacts }))).toEqual([
    {
      code: 'preflight.disk-full',
      severity: 'error',
      where: { host: 'h2' },
      details: { host: 'h2', directory: '/opt/metis', free: 2, needed: 2 },
    },
    {
      code: 'preflight.disk-full',
      severity: 'error',
      where: { host: 'h3' },
      details: { host: 'h3', directory: '/opt/metis', free: 4, needed: 4 },
    },
  ])
})

test('OS packages that are brought along need room twice, while the host lacks some of them', () => {
  const carried = { id: 'os-packages', system: 'debian-12', fileName: 'p.tar', sha256, size: 100 * MB }
  const withRoom = (diskFreeMib: number, software = facts.h2.software) => ({
    ...input,
    artifacts: [carried],
    facts: { h2: { ...facts.h2, software, hardware: { ...facts.h2.hardware, diskFreeMib } } },
  })
  const codes = (given: typeof input) => size(given).map(({ code }) => code)
  expect(codes(withRoom(2048 + 199))).toEqual(['preflight.disk-full'])
  expect(codes(withRoom(2048 + 200))).toEqual([])
  expect(codes(withRoom(1024, { ...facts.h2.software, packages: INSTALLED }))).toEqual([])
})

test('what an interrupted run has brought there already is not needed again', () => {
  const installed = { ...facts.h2.software, packages: INSTALLED }
  const h2 = { ...facts.h2, software: installed, hardware: { ...facts.h2.hardware, diskFreeMib: 1024 } }
  const store = '/opt/metis/.artifacts/aaaaaaaaaaaaaaaa/carrier'
  const stat = '524288000 1700000000 644 root:root regular file'
  const receipts = [
    {
      id: `artifact:${store}`,
      organisation: 'acme',
      instance: 'host',
      inputs: sha256,
      path: store,
      stat,
      now: stat,
    },
  ]
  const h1 = { ...facts.h1, receipts, hardware: { ...facts.h1.hardware, diskFreeMib: 1024 + 1000 } }
  expect(size({ ...input, facts: { h1, h2 }, artifacts })).toEqual([])
})

test('where everything was put already, only room for a change is needed', () => {
  const receipts = [
    { id: 'unit:metis-data-8700.service', organisation: 'acme', instance: 'data-8700', inputs: 'a' },
  ]
  const h3 = { ...facts.h3, receipts, hardware: { ...facts.h3.hardware, diskFreeMib: 600 } }
  expect(size({ ...input, facts: { h3 } })).toEqual([])
  const full = { ...h3, hardware: { ...h3.hardware, diskFreeMib: 100 } }
  expect(size({ ...input, facts: { h3: full } }).map(({ code, details }) => [code, details.needed])).toEqual([
    ['preflight.disk-full', 0.5],
  ])
})
