import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readReleases } from '../../src/catalog/presets.js'
import { CODES } from '../../src/errors/codes/index.js'
import type { DraftFile } from '../../src/wizard/draft.js'
import { draftProblems, draftTopology, parseDraft } from '../../src/wizard/draft-topology.js'
import { stepOf } from '../../src/wizard/step-of.js'

const releases = await readReleases(fileURLToPath(new URL('../../presets', import.meta.url)))

const NOTHING: DraftFile = {
  organisation: '',
  release: 'metis-0.3.0',
  hosts: [],
  roles: { consul: [], admin: [], data: [], compute: [] },
}

const THREE_HOSTS: DraftFile = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  hosts: [
    { name: 'h1', address: '10.0.0.11', user: 'ops' },
    { name: 'h2', address: '10.0.0.12', user: 'ops' },
    { name: 'h3', address: '10.0.0.13', user: 'ops' },
  ],
  roles: {
    consul: [{ host: 'h1' }],
    carrier: [{ host: 'h1', externalAddress: '9.8.7.6' }],
    admin: [{ host: 'h1' }],
    via: [{ host: 'h2', externalAddress: '9.8.7.5' }],
    data: [{ host: 'h3' }],
    compute: [],
  },
}

const told = (file: DraftFile) =>
  draftProblems(file, releases).map((problem) => `${problem.code} ${problem.where.path} ${stepOf(problem)}`)

it('makes a topology of answers that are complete', () => {
  const parsed = parseDraft(THREE_HOSTS, releases)
  expect(parsed.ok).toBe(true)
  expect(told(THREE_HOSTS)).toEqual([])
  expect(draftTopology(THREE_HOSTS, releases)).toEqual(parsed.ok ? parsed.topology : undefined)
})

it('makes a topology of whatever is answered so far', () => {
  const file = { ...NOTHING, hosts: THREE_HOSTS.hosts, roles: { ...NOTHING.roles, consul: [{ host: 'h2' }] } }
  const topology = draftTopology(file, releases)
  expect(topology.hosts.map(({ name }) => name)).toEqual(['h1', 'h2', 'h3'])
  expect(topology.instances.map(({ name, host }) => `${name}@${host}`)).toEqual(['consul@h2'])
  expect(draftTopology(NOTHING, []).network).toEqual({
    dataCenter: { address: '', port: 0 },
    bootstrapNodes: [],
  })
})

it('says what is missing and on which screen it is answered', () => {
  expect(told(NOTHING)).toEqual([
    'topology.missing-key organisation organisation',
    'topology.role-odd roles.consul roles',
    'topology.role-missing roles.carrier roles',
    'topology.role-missing roles.admin roles',
  ])
})

it('sends the operator to the screen that answers a problem', () => {
  const file: DraftFile = {
    ...THREE_HOSTS,
    organisation: 'Acme',
    release: 'metis-9',
    serviceUser: 'root',
    hosts: [
      ...THREE_HOSTS.hosts,
      { name: 'h4', address: '192.0.2.4', user: 'ops' },
      { name: 'h5', address: '10.0.0.11', user: '' },
    ],
    roles: {
      ...THREE_HOSTS.roles,
      carrier: [{ host: 'h1', externalAddress: '' }],
      via: [{ host: 'h2', externalAddress: '198.51.100.7' }],
      data: [{ host: 'h3', port: 80 }],
      compute: [{ host: 'h3' }, { host: 'h3' }, { host: 'h9' }],
    },
    ports: { via: 80 },
  }
  expect(told(file)).toEqual([
    'topology.invalid-name organisation organisation',
    'topology.missing-external-address roles.carrier network',
    'topology.fighter-port roles.data.port network',
    'topology.privileged-port ports.via network',
    'topology.system-account serviceUser organisation',
    'topology.unknown-release release release',
    'topology.unfilled-hole hosts.h4.address machines',
    'topology.unfilled-hole roles.via.externalAddress network',
    'topology.unknown-host roles.compute[2] roles',
    'topology.duplicate-address hosts.h5.address machines',
    'topology.missing-user hosts.h5.user machines',
    'topology.automatic-port roles.compute[1] network',
  ])
})

it('tells of a name that two hosts have, since the file could hold only one of them', () => {
  const file = {
    ...THREE_HOSTS,
    hosts: [...THREE_HOSTS.hosts, { name: 'h3', address: '10.0.0.14', user: 'ops' }],
  }
  expect(told(file)).toEqual(['topology.duplicate-key hosts.h3 machines'])
})

it('knows a screen for every problem there is', () => {
  const lost = CODES.filter(
    (code) => !code.startsWith('topology.') && stepOf({ code, where: {} }) === 'review',
  )
  expect(lost).toEqual([])
})
