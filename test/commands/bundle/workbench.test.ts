import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openGiven } from '../../../src/commands/bundle/open-given.js'
import { openSession } from '../../../src/commands/program/session.js'
import { createWorkbench } from '../../../src/commands/wizard/workbench.js'
import type { Workbench } from '../../../src/wizard/workbench.js'
import { fakeWorld } from '../fake-world.js'
import { connectedMachine, ORG } from './bundling.js'

const benches: Workbench[] = []
afterEach(() => Promise.all(benches.splice(0).map((bench) => bench.close())))

const NOBODY_ASKS = { onStage: () => {}, hostKey: async () => false, password: async () => undefined }

async function benchAt(machine: Awaited<ReturnType<typeof connectedMachine>>, bundle?: string, key = '') {
  const { top, presetsDirectory } = machine
  const state = join(top, 'site')
  machine.makeFolder('site')
  const { world } = fakeWorld({
    presetsDirectory,
    workingDirectory: state,
    env: { XDG_CACHE_HOME: `${state}/cache`, XDG_STATE_HOME: `${state}/state` },
  })
  const session = openSession(world, 'en', bundle === undefined ? {} : { bundle, bundleKey: key })
  const bench = await createWorkbench({
    world: session.world,
    language: 'en',
    isRehearsal: false,
    openRehearsal: () => Promise.reject(new Error('nobody rehearses')),
    stateDirectory: `${state}/state`,
    ...(bundle === undefined ? {} : { bundle: await openGiven(session, bundle) }),
  })
  benches.push(bench)
  return bench
}

it('opens with the answers of the organisation that the bundle was made for, whose files are all there', async () => {
  const machine = await connectedMachine()
  const made = await machine.run(['bundle', 'create', '--os', 'debian-12'])
  const [key = ''] = /(?:\d{5} ){7}\d{5}/.exec(made.out) ?? []
  const before = machine.requests().length
  machine.remove('org/artifacts')

  const bench = await benchAt(machine, join(machine.top, 'org/acme.metis'), key)
  const draft = await bench.openBundled?.('zh')
  if (draft === undefined) throw new Error('the bundle holds an organisation')
  bench.saveDraft(draft)
  const organisation = await bench.open(draft, NOBODY_ASKS)
  const ready = await organisation.artifacts(() => {}, new AbortController().signal)

  expect(bench.bundle).toEqual({
    name: 'acme.metis',
    release: 'metis-0.3.0',
    organisation: 'acme',
    systems: ['debian-12'],
    pieces: 21,
    fingerprint: key,
  })
  expect(bench.makeBundle).toBeUndefined()
  expect(draft).toMatchObject({
    language: 'zh',
    place: 'machines',
    folder: join(machine.top, 'site/acme'),
    at: 'preflight',
    file: { organisation: 'acme' },
  })
  expect(ready.map(({ id }) => id)).toEqual([
    'consul',
    'carrier',
    'admin-jar',
    'admin-web',
    'admin-schema',
    'os-packages',
  ])
  expect(machine.requests()).toHaveLength(before)
})

it("opens one with a release file of one's own, and puts that beside the answers", async () => {
  const machine = await connectedMachine()
  const published = readFileSync(join(machine.presetsDirectory, 'releases/metis-0.3.0.yaml'), 'utf8')
  machine.write('org/ours.yaml', published)
  machine.write('org/org.yaml', ORG.replace('metis-0.3.0', './ours.yaml'))
  const made = await machine.run(['bundle', 'create', '--os', 'debian-12'])
  const [key = ''] = /(?:\d{5} ){7}\d{5}/.exec(made.out) ?? []
  machine.remove('org/artifacts')

  const bench = await benchAt(machine, join(machine.top, 'org/acme.metis'), key)
  const draft = await bench.openBundled?.('en')
  if (draft === undefined) throw new Error('the bundle holds an organisation')
  bench.saveDraft(draft)
  const organisation = await bench.open(draft, NOBODY_ASKS)
  const ready = await organisation.artifacts(() => {}, new AbortController().signal)

  expect(draft).toMatchObject({ at: 'preflight', file: { release: 'releases/ours.yaml' } })
  expect(readFileSync(join(machine.top, 'site/acme/releases/ours.yaml'), 'utf8')).toBe(published)
  expect(ready).toHaveLength(6)
})

it('makes a bundle at the terminal where there is none', async () => {
  const machine = await connectedMachine()
  const bench = await benchAt(machine)
  expect(bench.bundle).toBeUndefined()
  expect(bench.openBundled).toBeUndefined()
  expect(bench.makeBundle).toEqual([process.execPath, '/program.js', 'bundle', 'create', '--lang=en'])
})
