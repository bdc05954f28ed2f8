import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { fill } from '../../src/lib/text.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { planStopOfAll } from '../../src/planner/operate.js'
import { leftoversCommand, planRemoval, removalList } from '../../src/planner/remove.js'
import { firstResources } from '../../src/roles/claims.js'
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

const ACCOUNTS =
  'metis metis-consul metis-carrier metis-admin metis-via metis-data-8700 metis-data-8701'.split(' ')

const text = (script: Parameters<typeof fill>[0]) => fill(script, () => '')

test('a removal keeps identity, data and databases unless it is told to delete them', () => {
  const [kept] = removalList(installed(), { keepData: true })
  expect([kept?.kept, kept?.keptDatabases, kept?.databases, kept?.accounts]).toEqual([
    [
      '/opt/metis/carrier/data/p2p',
      '/opt/metis/carrier/data/datadir',
      '/opt/metis/consul/data',
      '/opt/metis/data-8700/data/data_root',
      '/opt/metis/data-8700/data/results_root',
      '/opt/metis/data-8701/data/data_root',
      '/opt/metis/data-8701/data/results_root',
      '/var/lib/metis-record',
    ],
    ['metis_admin'],
    [],
    [],
  ])
  const [all] = removalList(installed(), { keepData: false })
  expect([all?.kept, all?.databases]).toEqual([[], ['metis_admin']])
  expect(all?.accounts).toEqual(ACCOUNTS)
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

test('what others put beside it, or call alike, is not in the list', () => {
  const input = installed()
  const h1 = input.facts.h1
  const running = h1?.units['metis-via.service']
  if (h1 === undefined || running === undefined) throw new Error('nothing is installed')
  const receipts = [
    ...h1.receipts,
    { id: 'run:../x', organisation: 'acme', instance: '../../home/ops', inputs: '' },
    { id: 'unit:metis-data-8799.service', organisation: 'acme', instance: 'data-8799', inputs: '' },
  ]
  const units = {
    ...h1.units,
    'metis-exporter.service': running,
    'metis-data-8799.service': running,
    'metis-data-8798.service': running,
  }
  const names = ['.installed', '.artifacts', '.ssh', 'carrier', 'admin', 'data-8700', 'data-8799', 'photos']
  const facts = { h1: { ...h1, receipts, units, installDirectory: names } }
  const [removal] = removalList({ ...input, facts }, { keepData: false })
  expect(removal?.paths.filter((path) => path.startsWith('/opt/metis'))).toEqual([
    '/opt/metis/carrier',
    '/opt/metis/admin',
    '/opt/metis/data-8700',
    '/opt/metis/data-8799',
    '/opt/metis/.artifacts',
    '/opt/metis/.installed',
  ])
  expect(removal?.units.filter((unit) => unit.startsWith('metis-data') || unit.includes('exporter'))).toEqual(
    ['metis-data-8700.service', 'metis-data-8701.service', 'metis-data-8799.service'],
  )
})

test('units of others alone are nothing to remove', () => {
  const fresh = freshOrganisation(ORG)
  const h1 = fresh.facts.h1
  if (h1 === undefined) throw new Error('there is no host')
  const unit = { active: 'active', sub: 'running', enabled: true, pid: 1, restarts: 0, since: 1 }
  const facts = { h1: { ...h1, units: { 'metis-exporter.service': unit }, installDirectory: ['photos'] } }
  expect(removalList({ ...fresh, facts }, { keepData: false })).toEqual([])
})

test('a run that was cut off before its first receipt can be removed', () => {
  const fresh = freshOrganisation(ORG)
  const h1 = fresh.facts.h1
  if (h1 === undefined) throw new Error('there is no host')
  const facts = { h1: { ...h1, installDirectory: ['.artifacts', '.installed'] } }
  expect(removalList({ ...fresh, facts }, { keepData: true })).toMatchObject([
    { host: 'h1', units: [], paths: ['/opt/metis/.artifacts', '/opt/metis/.installed'] },
  ])
})

test('a host that has lost its roles is cleaned, unless another organisation lives there', () => {
  const moved = freshOrganisation(
    ORG.replaceAll('h1', 'h2').replace('hosts:', 'hosts:\n  h1: { address: 10.0.0.10, user: ops }'),
  )
  const { h1 } = installed().facts
  if (h1 === undefined) throw new Error('nothing is installed')
  const [removal] = removalList({ ...moved, facts: { ...moved.facts, h1 } }, { keepData: true })
  expect([removal?.host, removal?.units.length, removal?.keptDatabases]).toEqual(['h1', 6, ['metis_admin']])
  expect(removal?.kept).toContain('/opt/metis/carrier/data')
  const receipts = h1.receipts.map((receipt) => ({ ...receipt, organisation: 'globex' }))
  expect(removalList({ ...moved, facts: { h1: { ...h1, receipts } } }, { keepData: false })).toEqual([])
})

/** acme on h1, where some instances, and what they share, were put there again by globex. */
function sharedWith(theirs: readonly string[], both: readonly string[] = []) {
  const input = installed()
  const { h1 } = input.facts
  if (h1 === undefined) throw new Error('nothing is installed')
  const receipts = h1.receipts.map((receipt) =>
    theirs.includes(receipt.instance) || (both.includes(receipt.instance) && receipt.id.startsWith('unit:'))
      ? { ...receipt, organisation: 'globex' }
      : receipt,
  )
  return { ...input, facts: { h1: { ...h1, receipts, record: RECORD } } }
}
const RECORD = { organisation: 'acme' } as NonNullable<HostFacts['record']>
const DATABASE = 'metis_admin'

test.each([true, false])(
  'what two organisations have on one host by an old mistake stays, data kept: %s',
  (keepData) => {
    const input = sharedWith(['admin', 'data-8701'], ['carrier'])
    const [removal] = removalList(input, { keepData })
    expect(removal?.units).toEqual(['metis-data-8700.service', 'metis-via.service', 'metis-consul.service'])
    expect(removal?.paths).toEqual([
      '/etc/sysctl.d/60-metis-acme.conf',
      '/opt/metis/consul',
      '/opt/metis/via',
      '/opt/metis/data-8700',
    ])
    expect([removal?.databases, removal?.accounts, removal?.keptDatabases]).toEqual([[], [], []])
    expect(removal?.shared).toEqual({
      others: ['globex'],
      units: ['metis-data-8701.service', 'metis-admin.service', 'metis-carrier.service'],
      paths: [
        '/opt/metis/carrier',
        '/opt/metis/admin',
        '/opt/metis/data-8701',
        '/opt/metis/.artifacts',
        '/opt/metis/.installed',
        '/var/lib/metis-record',
      ],
      databases: [DATABASE],
      accounts: ['metis', 'metis-consul', 'metis-via', 'metis-data-8700'],
    })
    const touched = planRemoval(input, { keepData }).nodes.flatMap(({ action }) =>
      action.kind === 'remove' ? action.receipts : action.kind === 'unit' ? [action.unit] : [],
    )
    // All receipts of ours, so that the other's next plan takes what is shared for its own.
    const ours = input.facts.h1.receipts.filter(({ organisation }) => organisation === 'acme')
    expect(touched).toEqual([...(removal?.units ?? []), ...ours.map(({ id }) => id)])
    expect(planStopOfAll(input).nodes.map(({ instance }) => instance)).toEqual(['data-8700', 'via', 'consul'])
  },
)

test('an instance that is only in org.yaml is not ours where another organisation is at home', () => {
  const input = sharedWith(['consul', 'carrier', 'admin', 'via', 'data-8700', 'data-8701'])
  const [removal] = removalList(input, { keepData: false })
  expect([removal?.units, removal?.databases]).toEqual([[], []])
  expect(removal?.shared?.units).toHaveLength(6)
})

test('the proof asks only for what was ours alone', () => {
  const input = sharedWith(['admin'])
  const [removal] = removalList(input, { keepData: false })
  if (removal === undefined) throw new Error('there is nothing to remove')
  const script = text(leftoversCommand(input.topology, removal).script)
  for (const theirs of ['metis-admin', '99-metis.cnf', 'pgrep', 'getent', DATABASE])
    expect(script).not.toContain(theirs)
  expect(script).toContain('metis-via.service')
  expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test('units of another organisation in another directory are not taken for ours by their names', () => {
  const fresh = freshOrganisation(ORG)
  const { h1 } = installed().facts
  const there = fresh.facts.h1
  if (h1 === undefined || there === undefined) throw new Error('there is no host')
  const record = { organisation: 'globex' } as NonNullable<HostFacts['record']>
  const facts = { h1: { ...there, record, units: h1.units } }
  expect(removalList({ ...fresh, facts }, { keepData: false })).toEqual([])
  expect(planStopOfAll({ ...fresh, facts }).nodes).toEqual([])
})

test('whoever had only begun there shares nothing', () => {
  const input = installed()
  const { h1 } = input.facts
  if (h1 === undefined) throw new Error('nothing is installed')
  const begun = firstResources('/opt/metis')
  const receipts = h1.receipts.map((one) =>
    begun.includes(one.id) ? { ...one, organisation: 'globex' } : one,
  )
  const [removal] = removalList({ ...input, facts: { h1: { ...h1, receipts } } }, { keepData: false })
  expect(removal?.shared).toBeUndefined()
  expect(removal?.paths).toContain('/opt/metis/.installed')
})

function scriptOf(name: string, options: { keepData: boolean }, root: string): string {
  const fresh = freshOrganisation(`${ORG}installDirectory: /opt/other\n`)
  const nodes = planRemoval(carriedOut(makePlan(fresh), fresh), options).nodes
  const action = nodes.find(({ id }) => id === `h1 run:host/${name}`)?.action
  if (action?.kind !== 'run') throw new Error(`there is no ${name}`)
  return text(action.command.script).replaceAll('/opt/other', root)
}

function filesLeft(paths: readonly string[], options: { keepData: boolean }): string[] {
  const parent = mkdtempSync(join(tmpdir(), 'remove-'))
  const root = join(parent, 'metis')
  try {
    for (const path of paths) {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), 'x')
    }
    const input = `set -e\n${scriptOf('files', options, root)}`
    expect(spawnSync('bash', ['-s'], { input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
    const { stdout } = spawnSync('find', ['.', '-mindepth', '1'], { cwd: parent, encoding: 'utf8' })
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .sort()
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}

const INSTALLED = [
  'carrier/data/p2p/key',
  'carrier/config/carrier.yml',
  '.installed/a.json',
  '.artifacts/0/carrier',
  '.backup.tar.gz',
  '.backup-a1B2c3/metis_admin.sql',
  '.backup/metis_admin.sql.gz',
  "data-8700/data/data_root/it's a file",
]

test('what is kept stays, with the directories that lead there, and nothing else does', () => {
  expect(filesLeft(INSTALLED, { keepData: true })).toEqual([
    './metis',
    './metis/carrier',
    './metis/carrier/data',
    './metis/carrier/data/p2p',
    './metis/carrier/data/p2p/key',
    './metis/data-8700',
    './metis/data-8700/data',
    './metis/data-8700/data/data_root',
    "./metis/data-8700/data/data_root/it's a file",
  ])
})

test('with its data everything goes, the install directory too', () => {
  expect(filesLeft(INSTALLED, { keepData: false })).toEqual([])
})

test("files of others in the install directory stay, as in a person's home", () => {
  const others = ['.bashrc', '.backup-of-mine', 'data/photo', 'data-8799/x']
  const left = [
    './metis',
    './metis/.backup-of-mine',
    './metis/.bashrc',
    './metis/data',
    './metis/data-8799',
    './metis/data-8799/x',
    './metis/data/photo',
  ]
  expect(filesLeft([...INSTALLED, ...others], { keepData: false })).toEqual(left)
  expect(filesLeft(others, { keepData: true })).toEqual(left)
})

test.each([
  ['one that was made for a service', 'Metis via of acme:/nonexistent', true],
  ['one that was made for all of them', ':/opt/other', true],
  ['one that was made for a service of another organisation', 'Metis via of acme2:/nonexistent', false],
  ['one that people use', 'Vera:/home/vera', false],
  ['one that is not there', '', false],
])('of accounts %s is removed only if it was made for services', (_, found, isRemoved) => {
  const script = scriptOf('remove-account metis-via', { keepData: false }, '/opt/other')
  const { status, stdout } = spawnSync('bash', ['-s'], {
    input: `set -e\ngetent() { [ -n "${found}" ] && [ "$1" = passwd ] && echo "$2:x:998:998:${found}:/bin/sh"; }\nuserdel() { echo "$1"; }\n${script}`,
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, isRemoved ? 'metis-via\n' : ''])
})
