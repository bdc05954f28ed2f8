import { expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { InstallerError } from '../../src/errors/problem.js'
import { parseRelease } from '../../src/org-file/release-schema.js'

const RELEASE = `
version: 1.2.3
address: https://example.org/1.2.3/
keyPrefix: metis
artifacts:
  - { id: carrier, file: bin/carrier, roles: [carrier] }
network: { dataCenter: "data.example.org:9090", bootstrapNodes: [enr:-abc] }
sizes:
  consul: { cores: 1, memoryGib: 1, diskGib: 1 }
  carrier: { cores: 1, memoryGib: 1, diskGib: 1 }
  admin: { cores: 1, memoryGib: 1, diskGib: 1 }
  via: { cores: 1, memoryGib: 1, diskGib: 1 }
  data: { cores: 1, memoryGib: 1, diskGib: 1 }
  compute: { cores: 1, memoryGib: 1, diskGib: 1 }
defects: []
`

it('reads a release', () => {
  expect(parseRelease(parseYaml(RELEASE), 'metis-1.2.3')).toMatchObject({
    id: 'metis-1.2.3',
    version: '1.2.3',
    artifacts: [{ id: 'carrier', file: 'bin/carrier', roles: ['carrier'] }],
    network: { dataCenter: { address: 'data.example.org', port: 9090 }, bootstrapNodes: ['enr:-abc'] },
  })
})

it.each([
  ['a file outside of the source', 'bin/carrier', '../carrier', 'artifacts[0].file', 6],
  ['a role that does not exist', '[carrier]', '[driver]', 'artifacts[0].roles[0]', 6],
  ['an address without slash at its end', '1.2.3/\n', '1.2.3\n', 'address', 3],
])('refuses %s', (_, good, bad, path, line) => {
  const read = () => parseRelease(parseYaml(RELEASE.replace(good, bad), 'release.yaml'), 'metis-1.2.3')
  expect(read).toThrow(InstallerError)
  try {
    read()
  } catch (error) {
    expect((error as InstallerError).problems.map(({ where }) => where)).toEqual([
      { file: 'release.yaml', path, line },
    ])
  }
})
