import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fill } from '../../src/lib/text.js'
import { type BackupOptions, backupCommand, keptOnHost, restoreCommand } from '../../src/planner/backup.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { planStopOfAll } from '../../src/planner/operate.js'
import { service as carrierService } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { instancesOf } from '../../src/topology/topology.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h1
`
const before = freshOrganisation(ORG)
const h1 = carriedOut(makePlan(before), before).facts.h1
if (h1 === undefined) throw new Error('nothing is installed')

/** The carrier and the admin have moved from h1 to h2, where nothing of them is yet. */
const fresh = freshOrganisation(
  ORG.replace('admin: h1', 'admin: h2').replace('{ host: h1, ext', '{ host: h2, ext'),
)
const moved = { ...fresh, facts: { ...fresh.facts, h1 } }
const { topology } = moved

test('a carrier and a database that org.yaml no longer names are identity all the same', () => {
  const kept = keptOnHost(topology, 'h1', h1)
  const [carrier] = instancesOf(topology, CARRIER)
  if (carrier === undefined) throw new Error('there is no carrier')
  expect(kept.identity).toEqual(
    carrierService.keep().flatMap((one) => (one.kind === 'path' ? [`/opt/metis/carrier/${one.path}`] : [])),
  )
  expect(kept.databases).toEqual(['metis_admin'])
})

test("an earlier admin's database on somebody's own server is not ours to save or drop", () => {
  const receipts = h1.receipts.filter(({ id }) => id !== 'unit:mariadb.service')
  expect(keptOnHost(topology, 'h1', { ...h1, receipts }).databases).toEqual([])
})

test('what org.yaml no longer names is stopped too before it is copied', () => {
  const stopped = planStopOfAll(moved).nodes.map(({ id }) => id)
  expect(stopped.sort()).toEqual(
    ['admin', 'carrier', 'consul', 'data-8700', 'via'].map((name) => `h1 unit:metis-${name}.service`),
  )
})

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'backup-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** Takes a backup where the database client is the given script; tells what is in it. */
function backUp(client: string, options: BackupOptions) {
  const bin = join(directory, 'bin')
  mkdirSync(bin)
  const programs = { mariadb: client, 'mariadb-dump': 'echo "dump of $*"' }
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${body}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const root = join(directory, 'metis')
  const kept = { identity: [], data: [], databases: ['metis_admin'] }
  const command = backupCommand({ ...topology, installDirectory: root }, kept, options)
  const script = fill(command?.script ?? ['exit 9'], () => '')
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
  const { status, stdout } = spawnSync('bash', ['-s'], { input: script, encoding: 'utf8', env })
  const listing = spawnSync('tar', ['-tzf', join(root, '.backup.tar.gz')], { encoding: 'utf8' }).stdout
  return { status, stdout, files: listing.split('\n').filter((path) => path.endsWith('.sql')) }
}

test('the server itself is asked for the database, wherever its files lie', () => {
  expect(backUp('echo metis_admin', { whenSilent: 'fail' })).toMatchObject({
    status: 0,
    files: ['./metis_admin.sql'],
  })
})

test('a database that was never made need not be saved', () => {
  expect(backUp('true', { whenSilent: 'fail' })).toMatchObject({ status: 0, files: [] })
})

test('a server that does not answer fails the backup where its database would be dropped', () => {
  expect(backUp('exit 1', { whenSilent: 'fail' })).toEqual({
    status: 1,
    stdout: 'the database server does not answer, so that its databases cannot be saved\n',
    files: [],
  })
})

test('and does not where nothing of it would be', () => {
  expect(backUp('exit 1', { whenSilent: 'go on' })).toMatchObject({ status: 0, files: [] })
})

test('a restore puts back what a backup has saved, and moves aside what is there', () => {
  const root = join(directory, 'metis')
  const key = join(root, 'carrier/data/p2p')
  const kept = { identity: [key], data: [], databases: [] }
  const here = { ...topology, installDirectory: root }
  const run = (script: string) => spawnSync('bash', ['-s'], { input: script, encoding: 'utf8' })
  mkdirSync(key, { recursive: true })
  writeFileSync(join(key, 'p2p_priv_key'), 'the first key', { mode: 0o600 })
  run(fill(backupCommand(here, kept, { whenSilent: 'fail' })?.script ?? [], () => ''))
  writeFileSync(join(key, 'p2p_priv_key'), 'another key')

  const { status, stdout } = run(fill(restoreCommand(here, kept).script, () => ''))

  expect({ status, stdout }).toEqual({ status: 0, stdout: `${key}\n` })
  expect(readFileSync(join(key, 'p2p_priv_key'), 'utf8')).toBe('the first key')
  expect(statSync(join(key, 'p2p_priv_key')).mode & 0o777).toBe(0o600)
  const [aside = ''] = readdirSync(join(root, 'carrier/data')).filter((name) => name !== 'p2p')
  expect(aside).toMatch(/^p2p\.before-\d{8}T\d{6}Z$/)
  expect(readFileSync(join(root, 'carrier/data', aside, 'p2p_priv_key'), 'utf8')).toBe('another key')
  expect(readdirSync(root).sort()).toEqual(['.backup.tar.gz', 'carrier'])
})
