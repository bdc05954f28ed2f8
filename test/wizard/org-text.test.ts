import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { listPresets, readPreset } from '../../src/catalog/presets.js'
import type { DraftFile } from '../../src/wizard/draft.js'
import { applyCommand } from '../../src/wizard/equivalent.js'
import { draftFileOf, fileValue } from '../../src/wizard/file-value.js'
import { orgText } from '../../src/wizard/org-text.js'

const presets = await listPresets('presets')

const THREE_HOSTS: DraftFile = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  hosts: [
    { name: 'h1', address: '10.0.0.1', user: 'ops', identityFile: '~/.ssh/metis' },
    { name: 'h2', address: '10.0.0.2', user: 'ops', jump: { address: 'gate.acme.example', user: 'ops' } },
    { name: 'h3', address: '10.0.0.3', user: 'ops' },
  ],
  roles: {
    consul: ['h1', 'h2', 'h3'],
    carrier: { host: 'h2', externalAddress: '9.8.7.6' },
    admin: [{ host: 'h1' }],
    via: { host: 'h3', externalAddress: '9.8.7.6' },
    data: [{ host: 'h3', port: 8700, taskPorts: '31000-31100' }],
    compute: [],
  },
  network: { dataCenter: '10.0.0.30:9090', bootstrapNodes: [] },
  artifacts: { source: './my files' },
}

describe('the text of org.yaml', () => {
  it('is short, and stands on its own lines', () => {
    expect(orgText(THREE_HOSTS)).toBe(`organisation: acme
release: metis-0.3.0

hosts:
  h1: { address: 10.0.0.1, user: ops, identityFile: ~/.ssh/metis }
  h2: { address: 10.0.0.2, user: ops, jump: { address: gate.acme.example, user: ops } }
  h3: { address: 10.0.0.3, user: ops }

roles:
  consul: [h1, h2, h3]
  carrier: { host: h2, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h3, externalAddress: 9.8.7.6 }
  data: { host: h3, port: 8700, taskPorts: 31000-31100 }

network:
  dataCenter: 10.0.0.30:9090
  bootstrapNodes: []

artifacts:
  source: "./my files"
`)
  })

  it.each(presets)('says of preset %s what was answered', async (preset) => {
    const file = draftFileOf(parseYaml((await readPreset('presets', preset)).text).value)
    expect(parseYaml(orgText(file)).value).toEqual(fileValue(file))
  })

  it.each([
    'yes',
    '~',
    '0123',
    '1e5',
    '0x10',
    '12:30:45',
    '- a',
    'a: b',
    'a #b',
    '"quoted"',
    "it's",
    '{a}',
    '[a',
    'a, b',
    '&a',
    '*a',
    '!a',
    '%a',
    '@a',
    '`a`',
    ' a ',
    '秘密 文件夹',
    '.5',
    '.inf',
    '2024-01-01',
  ])('says a path of %j as it is', (source) => {
    const file = { ...THREE_HOSTS, artifacts: { source, files: { 'rosetta/avx2': source } } }
    expect(parseYaml(orgText(file)).value).toEqual(fileValue(file))
  })
})

describe('the command that does the same', () => {
  it('names the file so that a shell takes it as one word', () => {
    expect(applyCommand('/srv/acme/org.yaml')).toBe('create-metis-node apply -f /srv/acme/org.yaml')
    expect(applyCommand("/home/o'neil/my $HOME/org.yaml")).toBe(
      "create-metis-node apply -f '/home/o'\\''neil/my $HOME/org.yaml'",
    )
  })
})
