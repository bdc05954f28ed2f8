import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { listPresets, readPreset } from '../../src/catalog/presets.js'
import { topologyFile } from '../../src/org-file/schema.js'
import type { DraftFile } from '../../src/wizard/draft.js'
import { draftFileOf, fileValue } from '../../src/wizard/file-value.js'

const PRESETS = fileURLToPath(new URL('../../presets', import.meta.url))
const names = await listPresets(PRESETS)

const EVERYTHING = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  hosts: {
    h1: {
      address: '10.0.0.11',
      user: 'ops',
      port: 2222,
      identityFile: '~/.ssh/id_ed25519',
      hostKey: 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      ssh: 'h1.example.com',
      jump: {
        address: 'jump.example.com',
        user: 'gate',
        port: 2022,
        identityFile: '/keys/gate key',
        hostKey: 'SHA256:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB',
      },
    },
    h2: { address: '10.0.0.12', local: true },
    h3: { address: '10.0.0.13', user: 'root' },
  },
  roles: {
    consul: ['h1', 'h2', 'h3'],
    carrier: { host: 'h1', externalAddress: '9.8.7.6' },
    admin: {
      host: 'h2',
      database: { host: 'db.example.com', port: 3307, adminUser: 'root' },
      tls: { certificate: '/etc/cert.pem', key: '~/key.pem' },
    },
    via: { host: 'h3', externalAddress: '9.8.7.5' },
    data: [{ host: 'h3', port: 8701, taskPorts: '32000-32100' }, 'h3'],
    compute: { host: 'h3', port: 8899 },
  },
  ports: {
    consul: { server: 8201, serfLan: 8301, serfWan: 8401, http: 8501, dns: 8601 },
    carrier: { pprof: 11032, rpc: 11033, rest: 11034, p2pUdp: 11035, p2pTcp: 11036 },
    via: 11031,
    admin: 9091,
    console: { http: 81, https: 444 },
    database: 3308,
  },
  network: { dataCenter: '10.9.9.9:8080', bootstrapNodes: ['enr:-abc'] },
  artifacts: {
    source: 'https://mirror.example.com/metis/',
    files: { carrier: '/files/carrier', 'rosetta/avx2': '/files/rosetta.whl' },
  },
  installDirectory: '/srv/metis',
  serviceUser: 'metisd',
  operators: [{ name: 'anna', key: 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z' }],
  firewall: 'managed',
  consul: { acl: 'off' },
  access: { operators: ['10.0.0.0/24'], moirea: ['203.0.113.20'], partners: ['198.51.100.0/24'] },
  metrics: { directory: '/var/lib/prometheus/node-exporter' },
  backup: { to: '/srv/backups', every: 'week', keep: 4 },
  hooks: { begun: ['./chat.sh', 'begun'], done: ['tell', ''], failed: ['sh', '-c', 'cat >failed'] },
}

const INCOMPLETE: DraftFile = {
  organisation: '',
  release: 'metis-0.3.0',
  hosts: [{ name: 'h1', address: '', user: '' }],
  roles: { consul: [], carrier: [{ host: 'h1', externalAddress: '' }], admin: [], data: [], compute: [] },
  ports: { consul: {} },
  network: {},
  artifacts: { source: '', files: {} },
}

describe.each(names)('preset %s', (name) => {
  it('comes back from a draft as it was, in the order of the file', async () => {
    const value = parseYaml((await readPreset(PRESETS, name)).text).value
    expect(JSON.stringify(fileValue(draftFileOf(value)))).toBe(JSON.stringify(value))
  })
})

it('keeps every key that the file can have', () => {
  const schema = topologyFile.parse(EVERYTHING)
  expect(Object.keys(EVERYTHING)).toEqual(Object.keys(topologyFile.shape))
  expect(fileValue(draftFileOf(EVERYTHING))).toEqual(EVERYTHING)
  expect(draftFileOf(fileValue(draftFileOf(EVERYTHING)))).toEqual(draftFileOf(schema))
})

it('holds everything as lists, so that no edit has to ask for the form', () => {
  const { hosts, roles } = draftFileOf(EVERYTHING)
  expect(hosts.map(({ name, user, local }) => ({ name, user, local }))).toEqual([
    { name: 'h1', user: 'ops', local: undefined },
    { name: 'h2', user: '', local: true },
    { name: 'h3', user: 'root', local: undefined },
  ])
  expect(roles.data).toEqual([{ host: 'h3', port: 8701, taskPorts: '32000-32100' }, { host: 'h3' }])
  expect(roles.compute).toEqual([{ host: 'h3', port: 8899 }])
  expect(roles.admin?.[0]?.database).toEqual({ host: 'db.example.com', port: 3307, adminUser: 'root' })
})

it('leaves out what is not answered yet, so that the rules ask for it', () => {
  expect(fileValue(INCOMPLETE)).toEqual({
    release: 'metis-0.3.0',
    hosts: { h1: {} },
    roles: { carrier: { host: 'h1' } },
  })
})

it('keeps an empty list of bootstrap nodes: the first node of a private network has none', () => {
  const file: DraftFile = { ...INCOMPLETE, network: { bootstrapNodes: [] } }
  expect(fileValue(file).network).toEqual({ bootstrapNodes: [] })
})

it('writes no login for the machine that the installer runs on', () => {
  const file: DraftFile = {
    ...INCOMPLETE,
    hosts: [{ name: 'h1', address: '10.0.0.1', local: true, user: 'ops', port: 22, identityFile: '~/k' }],
  }
  expect(fileValue(file).hosts).toEqual({ h1: { address: '10.0.0.1', local: true } })
})

it('keeps a host set up by hand one, without a login', () => {
  const yaml = { address: '10.0.0.1', byHand: true }
  const read = draftFileOf({
    organisation: 'acme',
    release: 'metis-0.3.0',
    hosts: { h1: yaml },
    roles: { consul: 'h1', carrier: { host: 'h1', externalAddress: '9.8.7.6' }, admin: 'h1' },
  })
  expect(read.hosts).toEqual([{ name: 'h1', user: '', ...yaml }])
  expect(fileValue({ ...read, hosts: [{ name: 'h1', user: 'ops', ...yaml }] }).hosts).toEqual({ h1: yaml })
})

it('is not led astray by names that JavaScript has a meaning for', () => {
  const file: DraftFile = { ...INCOMPLETE, hosts: [{ name: '__proto__', address: '10.0.0.1', user: 'ops' }] }
  expect(Object.keys(fileValue(file).hosts as object)).toEqual(['__proto__'])
})

it('refuses a value that is no topology', () => {
  expect(() => draftFileOf({ hosts: 'h1' })).toThrow()
})
