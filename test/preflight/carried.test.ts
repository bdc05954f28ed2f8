import { expect, test } from 'vitest'
import { cpu } from '../../src/preflight/checks/cpu.js'
import { system } from '../../src/preflight/checks/system.js'
import type { ReadyArtifact } from '../../src/topology/release.js'
import { facts, input } from './three-hosts.js'
import { told } from './told.js'

const artifact = (id: string, more: Partial<ReadyArtifact> = {}): ReadyArtifact => ({
  id,
  fileName: id,
  sha256: '0'.repeat(64),
  size: 1,
  ...more,
})
const ROSETTA = [artifact('rosetta', { cpu: 'avx2' }), artifact('rosetta', { cpu: 'no-avx2' })]
const packagesOf = (name: string) => artifact('os-packages', { system: name })
const ubuntu = { ...facts.h2, system: { ...facts.h2.system, id: 'ubuntu', version: '22.04' } }

test('a bundle with packages for the systems of all hosts is fine', () => {
  const artifacts = [...ROSETTA, packagesOf('debian-12')]
  expect(system({ ...input, artifacts, offline: true })).toEqual([])
})

test('a host whose system the bundle carries no packages for is refused, and told what it lacks', () => {
  const artifacts = [...ROSETTA, packagesOf('debian-12'), packagesOf('debian-11')]
  const found = system({ ...input, facts: { ...facts, h2: ubuntu }, artifacts, offline: true })
  expect(told(found)).toEqual([
    {
      code: 'preflight.no-packages-carried',
      severity: 'error',
      where: { host: 'h2' },
      details: {
        host: 'h2',
        system: 'ubuntu-22.04',
        packages: 'mariadb-server, nginx, openjdk-8-jre-headless',
        carried: 'debian-12, debian-11',
      },
    },
  ])
})

test('a host that has all its packages, or needs none, needs none of a bundle', () => {
  const packages = { 'mariadb-server': '1', nginx: '1', 'openjdk-8-jre-headless': '8' }
  const h2 = { ...ubuntu, software: { ...ubuntu.software, packages } }
  expect(system({ ...input, facts: { ...facts, h2 }, artifacts: ROSETTA, offline: true })).toEqual([])
})

test('with a network, and where no artifacts are known, no host is refused for it', () => {
  expect(system({ ...input, artifacts: ROSETTA })).toEqual([])
  expect(system({ ...input, artifacts: [], offline: true })).toEqual([])
  expect(system({ ...input, offline: true })).toEqual([])
})

test('a host for whose CPU the bundle has no file is refused', () => {
  const artifacts = [artifact('carrier'), artifact('rosetta', { cpu: 'avx2' })]
  const h3 = { ...facts.h3, hardware: { ...facts.h3.hardware, avx2: false } }
  expect(cpu({ ...input, artifacts, offline: true })).toEqual([])
  expect(told(cpu({ ...input, facts: { ...facts, h3 }, artifacts, offline: true }))).toEqual([
    {
      code: 'preflight.variant-not-carried',
      severity: 'error',
      where: { host: 'h3' },
      details: { host: 'h3', artifact: 'rosetta', cpu: 'no-avx2' },
    },
  ])
  expect(cpu({ ...input, facts: { ...facts, h3 }, artifacts })).toEqual([])
})
