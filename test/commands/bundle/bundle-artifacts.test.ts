import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readOrganisation } from '../../../src/catalog/read-organisation.js'
import { prepareArtifacts } from '../../../src/commands/organisation/real-machines.js'
import { openSession } from '../../../src/commands/program/session.js'
import { organisationFolder } from '../../../src/state/organisation-folder.js'
import { fakeWorld } from '../fake-world.js'
import { connectedMachine, ORG } from './bundling.js'

type Machine = Awaited<ReturnType<typeof connectedMachine>>

/** What a command would get at a site where only the bundle is. */
async function atTheSite(
  { top, presetsDirectory }: Machine,
  {
    bundleKey,
    answers,
    meanwhile,
  }: { bundleKey?: string; answers?: readonly string[]; meanwhile?: () => void },
) {
  const state = join(top, 'site')
  const fake = fakeWorld({
    presetsDirectory,
    workingDirectory: join(top, 'org'),
    env: { XDG_CACHE_HOME: `${state}/cache`, XDG_STATE_HOME: `${state}/state` },
    ...(answers === undefined ? {} : { answers }),
  })
  const options = { bundle: 'acme.metis', ...(bundleKey === undefined ? {} : { bundleKey }) }
  const opened = openSession(fake.world, 'en', options)
  const env = {
    ...opened.world.env,
    // Asked for before a bundle is opened, and again before its artifacts are used.
    get XDG_CACHE_HOME() {
      meanwhile?.()
      return `${state}/cache`
    },
  }
  const session = { ...opened, world: { ...opened.world, env } }
  const file = join(top, 'org/org.yaml')
  const parsed = await readOrganisation(file, presetsDirectory)
  if (!parsed.ok) throw new Error('org.yaml is not valid')
  const { topology, release } = parsed
  const needs = { artifacts: true, lock: true }
  const prepared = prepareArtifacts({ session, folder: organisationFolder(file), topology, release, needs })
  return { prepared, fake }
}

async function withBundle(): Promise<{ machine: Machine; key: string }> {
  const machine = await connectedMachine()
  const { out } = await machine.run(['bundle', 'create', '--os', 'debian-12'])
  const [key = ''] = /(?:\d{5} ){7}\d{5}/.exec(out) ?? []
  return { machine, key }
}

it('takes artifacts and OS packages from the bundle, and asks nobody else for anything', async () => {
  const { machine, key } = await withBundle()
  const before = machine.requests().length
  machine.remove('org/artifacts')

  const { artifacts, payload, offline, bundle } = await (await atTheSite(machine, { bundleKey: key }))
    .prepared

  expect(artifacts.map(({ id, system, fileName }) => [id, system, fileName])).toEqual([
    ['consul', undefined, 'consul'],
    ['carrier', undefined, 'carrier'],
    ['admin-jar', undefined, 'admin.jar'],
    ['admin-web', undefined, 'admin.tar'],
    ['admin-schema', undefined, 'admin.sql'],
    ['os-packages', 'debian-12', 'packages-debian-12.tar'],
  ])
  const consul = artifacts.find(({ id }) => id === 'consul')
  expect(readFileSync(payload(consul?.sha256 ?? ''), 'utf8')).toBe('the program consul')
  expect(readFileSync(payload(artifacts.at(-1)?.sha256 ?? ''), 'latin1')).toContain('nginx_1.22_amd64.deb')
  expect({ offline, bundle }).toEqual({ offline: true, bundle: join(machine.top, 'org/acme.metis') })
  expect(machine.requests()).toHaveLength(before)
})

it('asks about a signer who is seen first, shows the fingerprint, and goes on only after a yes', async () => {
  const { machine, key } = await withBundle()

  const declined = await atTheSite(machine, { answers: ['n'] })
  await expect(declined.prepared).rejects.toMatchObject({ problems: [{ code: 'bundle.signer-unconfirmed' }] })
  const silent = await atTheSite(machine, {})
  await expect(silent.prepared).rejects.toMatchObject({ problems: [{ code: 'bundle.signer-unconfirmed' }] })
  const confirmed = await atTheSite(machine, { answers: ['yes'] })
  expect((await confirmed.prepared).offline).toBe(true)
  const again = await atTheSite(machine, {})
  expect((await again.prepared).offline).toBe(true)

  expect(confirmed.fake.stderr()).toContain(
    `acme.metis is signed by somebody who is not known on this machine yet:\n\n  ${key}\n`,
  )
  expect(confirmed.fake.asked).toEqual(['Is it the same? [y/N] '])
})

it('refuses a bundle that is signed by somebody else than was demanded', async () => {
  const { machine } = await withBundle()
  const bundleKey = Array(8).fill('00000').join(' ')
  await expect((await atTheSite(machine, { bundleKey })).prepared).rejects.toMatchObject({
    problems: [{ code: 'bundle.signer-not-demanded' }],
  })
})

it('names the pieces that a changed topology needs and an old bundle has not', async () => {
  const { machine, key } = await withBundle()
  machine.write(
    'org/org.yaml',
    ORG.replace('  admin: h1\n', '  admin: h1\n  via: { host: h1, externalAddress: 9.8.7.6 }\n'),
  )

  await expect((await atTheSite(machine, { bundleKey: key })).prepared).rejects.toMatchObject({
    problems: [{ code: 'bundle.incomplete', details: { have: 8, wanted: 9, pieces: '  artifact/via' } }],
  })
})

it('refuses what differs from what the organisation has pinned', async () => {
  const { machine, key } = await withBundle()
  const path = join(machine.top, 'org/artifacts.lock.json')
  const pins = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { sha256: string }>
  const pin = { ...pins['metis-0.3.0/carrier'], sha256: 'a'.repeat(64) }
  machine.write('org/artifacts.lock.json', JSON.stringify({ ...pins, 'metis-0.3.0/carrier': pin }))

  await expect((await atTheSite(machine, { bundleKey: key })).prepared).rejects.toMatchObject({
    problems: [{ code: 'artifact.checksum-mismatch' }],
  })
})

it('uses no artifact that was exchanged after it was checked, though nobody has pinned it yet', async () => {
  const { machine, key } = await withBundle()
  machine.remove('org/artifacts.lock.json')
  const bundles = join(machine.top, 'site/cache/create-metis-node/bundles')
  const meanwhile = () => {
    for (const name of existsSync(bundles) ? readdirSync(bundles) : []) {
      writeFileSync(join(bundles, name, 'release/metis-0.3.0/carrier'), 'another program')
    }
  }

  await expect((await atTheSite(machine, { bundleKey: key, meanwhile })).prepared).rejects.toMatchObject({
    problems: [{ code: 'bundle.piece-differs', details: { piece: 'artifact/carrier' } }],
  })
})
