import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readReleases } from '../../../src/catalog/presets.js'
import type { HostFacts } from '../../../src/facts/host-facts.js'
import type { DraftFile, DraftHost } from '../../../src/wizard/draft.js'
import { hostVerdicts } from '../../../src/wizard/probe/host-verdicts.js'
import type { ProbeBoard } from '../../../src/wizard/probe/probe-board.js'
import { factsOf } from '../facts-of.js'

const releases = await readReleases(fileURLToPath(new URL('../../../presets', import.meta.url)))

const HOSTS: readonly DraftHost[] = [
  { name: 'h1', address: '10.0.0.11', user: 'ops' },
  { name: 'h2', address: '10.0.0.12', user: 'ops' },
]
const FILE: DraftFile = {
  organisation: '',
  release: 'metis-0.3.0',
  hosts: [...HOSTS],
  roles: { consul: [], admin: [], data: [], compute: [] },
}
const H2 = { hostname: 'h2', machineId: 'bbbb', addresses: [{ interface: 'eth0', address: '10.0.0.12' }] }

function verdictsOf(h1: HostFacts, h2: HostFacts) {
  const board: ProbeBoard = Object.fromEntries(
    HOSTS.map((host, i) => [
      host.name,
      { host, state: 'ready', stage: 'facts', facts: i === 0 ? h1 : h2 } as const,
    ]),
  )
  return Object.entries(hostVerdicts(FILE, board, releases)).flatMap(([name, verdicts]) =>
    Object.entries(verdicts).flatMap(([id, problems]) => problems.map(({ code }) => `${name} ${id} ${code}`)),
  )
}

it('says nothing against ordinary machines', () => {
  expect(verdictsOf(factsOf({}), factsOf({ identity: H2 }))).toEqual([])
})

it('says what no role could make good, as the preflight will', () => {
  const old = factsOf({
    system: { id: 'centos', version: '7', machine: 'aarch64' },
    identity: H2,
    clock: { offsetMs: 5000, errorMs: 0, synchronised: false },
  })
  expect(verdictsOf(factsOf({}), old)).toEqual([
    'h2 system preflight.system-unsupported',
    'h2 system preflight.machine-unsupported',
    'h2 clock preflight.clock-ahead',
    'h2 clock preflight.clock-unsynchronised',
  ])
})

it('knows two entries for one machine, and an address that is not of the machine', () => {
  expect(verdictsOf(factsOf({}), factsOf({}))).toEqual([
    'h2 machine preflight.same-machine',
    'h2 machine preflight.address-missing',
  ])
})

it('leaves sizes and the CPU to the roles', () => {
  const small = factsOf({ hardware: { cores: 1, memoryMib: 500, diskFreeMib: 10, avx: false, avx2: false } })
  expect(verdictsOf(small, factsOf({ identity: H2 }))).toEqual([])
})
