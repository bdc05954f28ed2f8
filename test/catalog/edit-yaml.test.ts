import { expect, it } from 'vitest'
import { editYaml, newYaml } from '../../src/catalog/edit-yaml.js'
import { parseYaml } from '../../src/catalog/parse-yaml.js'

const edited = (text: string, to: Readonly<Record<string, unknown>>) => editYaml(text, to) ?? ''

const FILE = `# yaml-language-server: $schema=./org.schema.json
# Bank A, installed in May.
organisation: bank-a
release: metis-0.3.0

# Both stand in the cellar.
hosts:
  h1: { address: 10.0.0.11, user: ops }   # left
  h2:
    # The old one.
    address: 10.0.0.12
    user: "ops"

roles:
  consul: h1
  admin: h1
  carrier: { host: h1, externalAddress: 203.0.113.10 } # asked the provider
  data:
    - h1 # for the branches
    - { host: h2, port: 8701 }
`

const value = {
  organisation: 'bank-a',
  release: 'metis-0.3.0',
  hosts: { h1: { address: '10.0.0.11', user: 'ops' }, h2: { address: '10.0.0.12', user: 'ops' } },
  roles: {
    consul: 'h1',
    carrier: { host: 'h1', externalAddress: '203.0.113.10' },
    admin: 'h1',
    data: ['h1', { host: 'h2', port: 8701 }],
  },
}

it('changes a value where it stands and leaves comments and order alone', () => {
  const hosts = { ...value.hosts, h2: { address: '10.0.0.22', user: 'ops' } }
  const roles = { ...value.roles, carrier: { host: 'h2', externalAddress: '203.0.113.10' } }
  expect(editYaml(FILE, { ...value, hosts, roles })).toBe(
    FILE.replace('10.0.0.12', '10.0.0.22')
      .replace('{ host: h1, ext', '{ host: h2, ext')
      .replace('   # left', ' # left'),
  )
})

it('puts what is new where the schema has it, and takes out what is gone', () => {
  const text = editYaml(FILE, {
    ...value,
    hosts: { h1: value.hosts.h1, h3: { address: '10.0.0.13', user: 'ops' } },
    roles: {
      consul: ['h1', 'h3'],
      carrier: value.roles.carrier,
      admin: 'h1',
      via: { host: 'h3', externalAddress: '203.0.113.11' },
      data: [{ host: 'h3', port: 8701 }, 'h1'],
    },
    ports: { via: 10099 },
  })
  expect(text).toBe(`# yaml-language-server: $schema=./org.schema.json
# Bank A, installed in May.
organisation: bank-a
release: metis-0.3.0

# Both stand in the cellar.
hosts:
  h1: { address: 10.0.0.11, user: ops } # left
  h3: { address: 10.0.0.13, user: ops }

roles:
  consul: [ h1, h3 ]
  admin: h1
  via: { host: h3, externalAddress: 203.0.113.11 }
  carrier: { host: h1, externalAddress: 203.0.113.10 } # asked the provider
  data:
    - { host: h3, port: 8701 }
    - h1 # for the branches
ports:
  via: 10099
`)
})

it('takes out what a preset told to fill in, since it is filled in', () => {
  const preset = `# Minimal: three services
# Fill in the lines that say so, then run: create-metis-node validate
organisation: my-organisation           # fill in: small letters
hosts:                                  # fill in: IPv4 address
  h1:
    address: 192.0.2.11                 # fill in: its address
    user: ops
`
  const filled = { organisation: 'bank-a', hosts: { h1: { address: '10.0.0.1', user: 'ops' } } }
  expect(editYaml(preset, filled)).toBe(`# Minimal: three services
organisation: bank-a
hosts:
  h1:
    address: 10.0.0.1
    user: ops
`)
})

it.each([
  ['quotes, colons and hashes', 'o\'p"s: #1'],
  ['what looks like a number', '0123'],
  ['what looks like a yes', 'yes'],
  ['line ends', 'a\nb'],
  ['nothing', ''],
  ['Chinese', '运维'],
])('writes a text of %s so that it is read back as it is', (_, user) => {
  const hosts = { ...value.hosts, h2: { address: '10.0.0.12', user } }
  expect(parseYaml(edited(FILE, { ...value, hosts })).value).toEqual({ ...value, hosts })
  expect(parseYaml(newYaml({ ...value, hosts })).value).toEqual({ ...value, hosts })
})

it('writes names of hosts that look like something else as names', () => {
  const hosts = {
    1: { address: '10.0.0.11' },
    true: { address: '10.0.0.12' },
    null: { address: '10.0.0.13' },
  }
  expect(parseYaml(edited(FILE, { ...value, hosts })).value).toEqual({ ...value, hosts })
})

it('writes what stood behind an alias in full', () => {
  const text =
    'hosts:\n  h1: { address: 10.0.0.1, user: &who ops }\n  h2: { address: 10.0.0.2, user: *who }\n'
  const hosts = { h1: { address: '10.0.0.1', user: 'root' }, h2: { address: '10.0.0.2', user: 'ops' } }
  expect(parseYaml(edited(text, { hosts })).value).toEqual({ hosts })
  expect(parseYaml(edited(text, { hosts: { h2: hosts.h2 } })).value).toEqual({ hosts: { h2: hosts.h2 } })
})

it('keeps Windows line ends', () => {
  expect(editYaml('a: 1 # one\r\nb: 2\r\n', { a: 1, b: 3 })).toBe('a: 1 # one\r\nb: 3\r\n')
})

it('leaves what is no mapping to whoever asked', () => {
  expect(editYaml('- h1\n', value)).toBeUndefined()
  expect(editYaml('', value)).toBeUndefined()
})

it('writes a new file as presets are written', () => {
  const admin = { host: 'h1', database: { host: '10.0.0.9', adminUser: 'root' } }
  expect(
    newYaml({ ...value, roles: { ...value.roles, admin }, network: { bootstrapNodes: [] } }),
  ).toBe(`organisation: bank-a
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 203.0.113.10 }
  admin:
    host: h1
    database: { host: 10.0.0.9, adminUser: root }
  data:
    - h1
    - { host: h2, port: 8701 }
network:
  bootstrapNodes: []
`)
})
