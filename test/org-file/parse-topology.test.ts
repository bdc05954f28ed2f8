import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import { explain } from '../../src/i18n/explain.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import { DATA } from '../../src/roles/data/settings.js'
import { instancesOf, type Topology } from '../../src/topology/topology.js'

const releases = await readReleases(fileURLToPath(new URL('../../presets', import.meta.url)))

const SMALL = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, local: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h2, externalAddress: 9.8.7.7 }
  data: h2
  compute: h2
`

function parse(text: string): Topology {
  const parsed = parseTopology(parseYaml(text), releases)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.topology
}

function firstProblem(text: string) {
  const [problem] = parseTopology(parseYaml(text, 'org.yaml'), releases).problems
  if (problem === undefined) throw new Error('nothing was wrong')
  return problem
}

it('fills in every default of a small file', () => {
  const { network, ...topology } = parse(SMALL)
  expect(topology).toEqual({
    organisation: 'acme',
    acl: 'on',
    release: 'metis-0.3.0',
    installDirectory: '/opt/metis',
    serviceUser: 'metis',
    hosts: [
      {
        name: 'h1',
        address: '10.0.0.11',
        local: false,
        ssh: { address: '10.0.0.11', port: 22, user: 'ops' },
      },
      { name: 'h2', address: '10.0.0.12', local: true, ssh: { address: '10.0.0.12', port: 22, user: '' } },
    ],
    instances: [
      {
        role: 'consul',
        name: 'consul',
        host: 'h1',
        ports: { server: 8200, serfLan: 8300, serfWan: 8400, http: 8500, dns: 8600 },
      },
      {
        role: 'carrier',
        name: 'carrier',
        host: 'h1',
        externalAddress: '9.8.7.6',
        ports: { pprof: 10032, rpc: 10033, rest: 10034, p2pUdp: 10035, p2pTcp: 10036 },
      },
      {
        role: 'admin',
        name: 'admin',
        host: 'h1',
        ports: { admin: 9090, http: 80, https: 443, database: 3306 },
        database: { kind: 'managed', port: 3306 },
      },
      { role: 'via', name: 'via', host: 'h2', externalAddress: '9.8.7.7', ports: { via: 10031 } },
      { role: 'data', name: 'data-8700', host: 'h2', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
      { role: 'compute', name: 'compute-8800', host: 'h2', ports: { grpc: 8800 }, taskPorts: [41000, 41100] },
    ],
    artifacts: { files: {} },
  })
  expect(network.dataCenter).toEqual({ address: '161.117.189.27', port: 9090 })
  expect(network.bootstrapNodes).toHaveLength(5)
})

it('takes everything that can be set from the file', () => {
  const topology = parse(`
organisation: acme
release: metis-0.3.0
hosts:
  h1:
    address: 10.0.0.11
    user: ops
    port: 2222
    identityFile: ~/.ssh/metis
    hostKey: SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU
    ssh: h1.example.org
    jump: { address: gate.example.org, user: jumper, port: 2200, identityFile: ./gate }
roles:
  consul: [h1]
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin:
    host: h1
    database: { host: db.example.org, port: 3307, adminUser: dba }
    tls: { certificate: ./console.pem, key: ./console.key }
  via: { host: h1, externalAddress: 9.8.7.7 }
  data: { host: h1, port: 8710, taskPorts: 32000-32010 }
ports:
  consul: { server: 1200, serfLan: 1300, serfWan: 1400, http: 1500, dns: 1600 }
  carrier: { pprof: 2032, rpc: 2033, rest: 2034, p2pUdp: 2035, p2pTcp: 2036 }
  via: 2031
  admin: 2090
  console: { http: 8080, https: 8443 }
network: { dataCenter: "10.9.9.9:9091", bootstrapNodes: [] }
artifacts: { source: ./files, files: { carrier: ./my-carrier } }
installDirectory: /srv/metis
serviceUser: metis-acme
`)
  expect(topology).toEqual({
    organisation: 'acme',
    acl: 'on',
    release: 'metis-0.3.0',
    installDirectory: '/srv/metis',
    serviceUser: 'metis-acme',
    hosts: [
      {
        name: 'h1',
        address: '10.0.0.11',
        local: false,
        ssh: {
          address: 'h1.example.org',
          port: 2222,
          user: 'ops',
          identityFile: '~/.ssh/metis',
          hostKey: 'SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU',
          jump: { address: 'gate.example.org', port: 2200, user: 'jumper', identityFile: './gate' },
        },
      },
    ],
    instances: [
      {
        role: 'consul',
        name: 'consul',
        host: 'h1',
        ports: { server: 1200, serfLan: 1300, serfWan: 1400, http: 1500, dns: 1600 },
      },
      {
        role: 'carrier',
        name: 'carrier',
        host: 'h1',
        externalAddress: '9.8.7.6',
        ports: { pprof: 2032, rpc: 2033, rest: 2034, p2pUdp: 2035, p2pTcp: 2036 },
      },
      {
        role: 'admin',
        name: 'admin',
        host: 'h1',
        ports: { admin: 2090, http: 8080, https: 8443, database: 3306 },
        database: { kind: 'external', host: 'db.example.org', port: 3307, adminUser: 'dba' },
        tls: { certificate: './console.pem', key: './console.key' },
      },
      { role: 'via', name: 'via', host: 'h1', externalAddress: '9.8.7.7', ports: { via: 2031 } },
      { role: 'data', name: 'data-8710', host: 'h1', ports: { grpc: 8710 }, taskPorts: [32000, 32010] },
    ],
    network: { dataCenter: { address: '10.9.9.9', port: 9091 }, bootstrapNodes: [] },
    artifacts: { source: './files', files: { carrier: './my-carrier' } },
  })
})

it('gives fighters that share a host the next free ports, around those that the file names', () => {
  const topology = parse(
    SMALL.replace('data: h2', 'data: [h2, { host: h2, port: 8701, taskPorts: 31101-31150 }, h2, h1]'),
  )
  expect(instancesOf(topology, DATA).map(({ name, host, taskPorts }) => [name, host, ...taskPorts])).toEqual([
    ['data-8700', 'h2', 31000, 31100],
    ['data-8701', 'h2', 31101, 31150],
    ['data-8702', 'h2', 31201, 31300],
    ['data-8700', 'h1', 31000, 31100],
  ])
})

it('keeps the first consul of the file first: everybody registers there', () => {
  const topology = parse(
    SMALL.replace('consul: h1', 'consul: [h2, h1, h3]').replace(
      'roles:',
      '  h3: { address: 10.0.0.13, user: ops }\nroles:',
    ),
  )
  expect(instancesOf(topology, 'consul').map(({ host }) => host)).toEqual(['h2', 'h1', 'h3'])
})

it('says who wants a port, where to change it, and to what', () => {
  const problem = firstProblem(SMALL.replace('data: h2', 'data: { host: h2, port: 10031 }'))
  expect(problem.where).toEqual({
    file: 'org.yaml',
    path: 'roles.data.port',
    line: 12,
    host: 'h2',
    instance: 'data-10031',
  })
  expect(explain(problem, 'en')).toEqual({
    what: 'Port 10031 of host `h2` is wanted twice: by via@h2 and by data-10031@h2.',
    why: 'Only one program can listen on a port; the other would fail or hang.',
    fix: 'Set `roles.data.port` to something else, for instance 10032.',
  })
})

it('gives the line to paste for a missing external address', () => {
  const problem = firstProblem(SMALL.replace('{ host: h2, externalAddress: 9.8.7.7 }', 'h2'))
  expect(explain(problem, 'en')).toEqual({
    what: 'The via has no external address.',
    why: 'Other organisations dial it; without the address they cannot find yours.',
    fix: 'via: { host: h2, externalAddress: ADDRESS }',
  })
})

it('names the key that was probably meant', () => {
  const problem = firstProblem(SMALL.replace('externalAddress: 9.8.7.7', 'externalAdress: 9.8.7.7'))
  expect(explain(problem, 'en').what).toBe(
    '`roles.via.externalAdress`: there is no key `externalAdress` here. Did you mean `externalAddress`?',
  )
  expect(explain(problem, 'zh').fix).toBe('把 `externalAdress` 改为 `externalAddress`。')
})

it.each([
  ['roles.via.port', ['via: {', 'via: { port: 10031,'], 'ports.via'],
  ['roles.carrier.rest', ['carrier: {', 'carrier: { rest: 10034,'], 'ports.carrier.rest'],
  ['roles.carrier.ports', ['carrier: {', 'carrier: { ports: { rpc: 10033 },'], 'ports.carrier'],
  ['roles.admin.console', ['admin: h1', 'admin: { host: h1, console: 80 }'], 'ports.console.http'],
  ['ports.data', ['roles:', 'ports: { data: 8700 }\nroles:'], 'roles.data.port'],
  ['ports.carrier.grpc', ['roles:', 'ports: { carrier: { grpc: 10033 } }\nroles:'], 'rpc'],
  ['roles.data.prot', ['data: h2', 'data: { host: h2, prot: 8700 }'], 'port'],
  ['roles.via.hots', ['via: { host: h2', 'via: { hots: h2'], 'host'],
] as const)('says of `%s` where a port is set', (path, [from, to], nearest) => {
  const problem = firstProblem(SMALL.replace(from, to))
  expect(problem).toMatchObject({ code: 'topology.misspelt-key', where: { path }, details: { nearest } })
})

it.each([
  ['carrier: { host: h1, externalAddress: 9.8.7.6 }', 'carrier: [h1, h2]', 'carrier'],
  ['via: { host: h2, externalAddress: 9.8.7.7 }', 'via: [h2]', 'via'],
])('says of %s that it is no list', (from, to, role) => {
  const problem = firstProblem(SMALL.replace(from, to))
  expect(explain(problem, 'en').what).toBe(
    `\`roles.${role}\` is a list, but an organisation has one ${role}, which is not written as a list.`,
  )
  expect(explain(problem, 'zh').what).toBe(
    `\`roles.${role}\` 写成了列表，但一个组织只有一个 ${role}，不用列表书写。`,
  )
})

it('writes line breaks and other control characters of names as JSON does', () => {
  const text = SMALL.replace('admin: h1', 'admin: "x\\n\\e[31m1"')
  expect(explain(firstProblem(text), 'en').what).toBe(
    '`roles.admin` names the host `x\\n\\u001b[31m1`, which is not under `hosts`.',
  )
})

it('says it plainly when no ports are left for a service that names none', () => {
  const ranges =
    '[{ host: h2, taskPorts: 10100-40000 }, { host: h2, port: 9000, taskPorts: 40001-65500 }, h2]'
  const { problems } = parseTopology(parseYaml(SMALL.replace('data: h2', `data: ${ranges}`)), releases)
  const told = problems.filter(({ code }) => /port$/.test(code))
  expect(told.map(({ code, where }) => [code, where.path])).toEqual([
    ['topology.no-free-port', 'roles.data[2]'],
    ['topology.no-free-port', 'roles.compute'],
  ])
})

it('names ports that there are, in place of a range that takes nearly all', () => {
  const wide = 'data: { host: h2, port: 8700, taskPorts: 1025-65535 }'
  const problem = firstProblem(SMALL.replace('data: h2', wide).replace('  compute: h2\n', ''))
  expect(problem).toMatchObject({ code: 'topology.port-clash', details: { free: '1026-1125' } })
})

it('explains an even number of consul servers', () => {
  const problem = firstProblem(SMALL.replace('consul: h1', 'consul: [h1, h2]'))
  expect(explain(problem, 'en').what).toBe('The role consul runs on 1, 3 or 5 hosts; this file has 2.')
})

it('never repeats what looks like a secret', () => {
  const text = SMALL.replace('user: ops', 'user: ops, password: hunter2, ssh: "ops:hunter2@h1"').concat(
    'artifacts: { source: "https://ops:hunter2@mirror.example.org/" }\n',
  )
  const { problems } = parseTopology(parseYaml(text), releases)
  expect(problems.map(({ code }) => code)).toEqual([
    'topology.invalid-host',
    'topology.secret-in-file',
    'topology.secret-in-file',
  ])
  expect(JSON.stringify(problems)).not.toContain('hunter2')
})

it.each([
  ['roles:', 'rolls:'],
  ['  carrier:', '  carier:'],
  ['  consul:', '  consol:'],
])('says of a key with a slip no more than that: %s as %s', (meant, written) => {
  const { problems } = parseTopology(parseYaml(SMALL.replace(meant, written), 'org.yaml'), releases)
  const errors = problems.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ code }) => code)).toEqual(['topology.misspelt-key'])
})
