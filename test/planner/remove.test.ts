import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fill } from '../../src/lib/text.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { planRemoval, removalList } from '../../src/planner/remove.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: [h1, { host: h1, port: 8701, taskPorts: 31101-31200 }]
`

function installed() {
  const fresh = freshOrganisation(ORG)
  return carriedOut(makePlan(fresh), fresh)
}

const text = (script: Parameters<typeof fill>[0]) => fill(script, () => '')

test('a removal keeps identity, data and databases unless it is told to delete them', () => {
  const [kept] = removalList(installed(), { keepData: true })
  expect([kept?.kept, kept?.keptDatabases, kept?.databases, kept?.account]).toEqual([
    [
      '/opt/metis/carrier/data/p2p',
      '/opt/metis/carrier/data/datadir',
      '/opt/metis/consul/data',
      '/opt/metis/data-8700/data/data_root',
      '/opt/metis/data-8700/data/results_root',
      '/opt/metis/data-8701/data/data_root',
      '/opt/metis/data-8701/data/results_root',
    ],
    ['metis_admin'],
    [],
    undefined,
  ])
  const [all] = removalList(installed(), { keepData: false })
  expect([all?.kept, all?.databases, all?.account]).toEqual([[], ['metis_admin'], 'metis'])
})

test('data of an instance that org.yaml no longer names is kept whole', () => {
  const without = freshOrganisation(ORG.replace(', { host: h1, port: 8701, taskPorts: 31101-31200 }', ''))
  const [removal] = removalList({ ...without, facts: installed().facts }, { keepData: true })
  expect(removal?.kept).toContain('/opt/metis/data-8701/data')
  expect(removal?.units).toContain('metis-data-8701.service')
})

test('fighters are stopped first and Consul last', () => {
  const units = planRemoval(installed(), { keepData: true }).nodes.flatMap(({ action }) =>
    action.kind === 'unit' ? [action.unit] : [],
  )
  expect(units).toEqual([
    'metis-data-8700.service',
    'metis-data-8701.service',
    'metis-via.service',
    'metis-admin.service',
    'metis-carrier.service',
    'metis-consul.service',
  ])
})

test('what is kept stays, with the directories that lead there, and nothing else does', () => {
  const root = mkdtempSync(join(tmpdir(), 'remove-'))
  try {
    const at = (path: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), 'x')
    }
    for (const path of [
      'carrier/data/p2p/key',
      'carrier/config/carrier.yml',
      '.installed/a.json',
      "data-8700/data/data_root/it's a file",
    ])
      at(path)
    const fresh = freshOrganisation(`${ORG}installDirectory: /opt/other\n`)
    const input = carriedOut(makePlan(fresh), fresh)
    const files = planRemoval(input, { keepData: true }).nodes.find(
      ({ id }) => id === 'h1 run:host/files',
    )?.action
    const script =
      files?.kind === 'run' ? text(files.command.script).replaceAll('/opt/other', root) : 'exit 1'
    expect(spawnSync('bash', ['-s'], { input: script, encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    })
    const { stdout } = spawnSync('find', ['.', '-type', 'f'], { cwd: root, encoding: 'utf8' })
    expect(stdout.trim().split('\n').sort()).toEqual([
      './carrier/data/p2p/key',
      "./data-8700/data/data_root/it's a file",
    ])
    expect(
      spawnSync('find', ['.', '-name', 'config', '-o', '-name', '.installed'], {
        cwd: root,
        encoding: 'utf8',
      }).stdout,
    ).toBe('')
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
