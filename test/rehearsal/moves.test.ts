import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { keptOnHost } from '../../src/planner/kept.js'
import type { Plan } from '../../src/planner/plan.js'
import { rehearsedEngine } from './rehearsed-engine.js'
import { jsonLines, presetText, rehearsedWorld } from './rehearsed-world.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.20.0.11, user: ops }
  h2: { address: 10.20.0.12, user: ops }
  h3: { address: 10.20.0.13, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h2, externalAddress: 9.8.7.7 }
  data: h2
`
const HOSTS = ['10.20.0.11', '10.20.0.12', '10.20.0.13', '10.20.0.14']
const WITH = {
  carrier: ORG.replace('carrier: { host: h1', 'carrier: { host: h3'),
  admin: ORG.replace('admin: h1', 'admin: h3'),
  data: ORG.replace('data: h2', 'data: h3'),
}

/** Installed by one org.yaml, on the way to another one. */
async function moving(text: string, from = ORG) {
  const before = await rehearsedEngine(from)
  const { outcome } = await before.run(await before.plan())
  expect(outcome.problems).toEqual([])
  await before.engine.close()
  const { rehearsal } = before
  const after = await rehearsedEngine(text, [], [], undefined, undefined, rehearsal)
  return { rehearsal, after }
}

type Rehearsal = Awaited<ReturnType<typeof moving>>['rehearsal']

/** Addresses of the hosts on which that unit runs. */
function running({ machineAt }: Rehearsal, unit: string): string[] {
  return HOSTS.filter((address) => machineAt(address).units.get(unit)?.active === 'active')
}

const carriers = (rehearsal: Rehearsal) => running(rehearsal, 'metis-carrier.service')

test('a carrier comes to another host with its key and its database, and is never there twice', async () => {
  const { rehearsal, after } = await moving(WITH.carrier)
  const { machineAt } = rehearsal
  const key = machineAt('10.20.0.11').files.read('/opt/metis/carrier/data/p2p/p2p_priv_key')
  const plan = await after.plan()
  expect(order(plan, 'carrier')).toEqual(STEPS)
  expect(
    plan.nodes.find(({ id }) => id === 'h3 directory:/opt/metis/carrier/.hand-over')?.action,
  ).toMatchObject({
    mode: '0700',
    owner: 'root:root',
  })
  const { outcome } = await after.run(plan)
  expect(outcome.problems).toEqual([])
  expect(carriers(rehearsal)).toEqual(['10.20.0.13'])
  const { files } = machineAt('10.20.0.13')
  expect(files.read('/opt/metis/carrier/data/p2p/p2p_priv_key')).toBe(key)
  expect(files.read('/opt/metis/carrier/data/datadir/metaData')).toBe('began on 10.20.0.11')
  expect(files.exists('/opt/metis/carrier/.hand-over')).toBe(false)
  expect((await after.plan()).nodes).toEqual([])
  const [aside = ''] = machineAt('10.20.0.11').files.list('/opt/metis/.removed')
  expect(machineAt('10.20.0.11').files.list(`/opt/metis/.removed/${aside}/moved/data`)).toEqual([
    'datadir',
    'p2p',
  ])
})

test('the rows of the console come along', async () => {
  const { rehearsal, after } = await moving(WITH.admin)
  rehearsal.machineAt('10.20.0.11').database.rows.push('local_org: acme')
  expect((await after.run(await after.plan())).outcome.problems).toEqual([])
  expect(rehearsal.machineAt('10.20.0.13').database.rows).toEqual(['local_org: acme'])
  expect(running(rehearsal, 'metis-admin.service')).toEqual(['10.20.0.13'])
})

test('uploads come along, at their absolute paths', async () => {
  const { rehearsal, after } = await moving(WITH.data)
  const path = '/opt/metis/data-8700/data/data_root/20260101/patients.csv'
  rehearsal.machineAt('10.20.0.12').files.write(path, 'id,age', '0600', 'metis:metis')
  expect((await after.run(await after.plan())).outcome.problems).toEqual([])
  expect(rehearsal.machineAt('10.20.0.13').files.read(path)).toBe('id,age')
  expect(running(rehearsal, 'metis-data-8700.service')).toEqual(['10.20.0.13'])
})

test('nothing of it ends while its new host does not answer', async () => {
  const { after } = await moving(WITH.carrier)
  const { h3: _, ...facts } = (await after.engine.gather()).facts
  expect((await after.engine.plan(facts)).nodes.filter(({ instance }) => instance === 'carrier')).toEqual([])
})

test('a via is off on its former host before it is on at the new one', async () => {
  const { rehearsal, after } = await moving(ORG.replace('via: { host: h2', 'via: { host: h3'))
  const plan = await after.plan()
  const most: number[] = []
  const { outcome } = await after.run(plan, () => {
    most.push(running(rehearsal, 'metis-via.service').length)
    return false
  })
  expect(outcome.problems).toEqual([])
  expect([Math.max(...most), running(rehearsal, 'metis-via.service')]).toEqual([1, ['10.20.0.13']])
  expect((await after.plan()).nodes).toEqual([])
})

test('a Consul server leaves when the one that takes its place has joined', async () => {
  const hosts = ORG.replace('roles:', '  h4: { address: 10.20.0.14, user: ops }\nroles:')
  const three = hosts.replace('consul: h1', 'consul: [h1, h2, h3]')
  const { rehearsal, after } = await moving(hosts.replace('consul: h1', 'consul: [h1, h2, h4]'), three)
  const servers = () => running(rehearsal, 'metis-consul.service').length
  const fewest: number[] = []
  const { outcome } = await after.run(await after.plan(), () => {
    fewest.push(servers())
    return false
  })
  expect(outcome.problems).toEqual([])
  expect(running(rehearsal, 'metis-consul.service')).toEqual(['10.20.0.11', '10.20.0.12', '10.20.0.14'])
  expect(Math.min(...fewest)).toBeGreaterThanOrEqual(2)
  expect((await after.plan()).nodes).toEqual([])
})

const STEPS = [
  'h1 run:carrier/hand-over',
  'h3 carried:/opt/metis/carrier/.hand-over/luggage.tar.gz',
  'h3 run:carrier/take-over',
  'h3 unit:metis-carrier.service',
]
const CUTS = [...STEPS, 'h1 aside:carrier', 'h1 remove:carrier']
const KEPT = ['/opt/metis/carrier/data/p2p/p2p_priv_key', '/opt/metis/carrier/data/datadir/metaData']

/** What the carrier on a host has of its own. */
function keptOn({ machineAt }: Rehearsal, address: string) {
  return KEPT.map((path) => machineAt(address).files.read(path))
}

test.each(CUTS)(
  'cut off when %s begins, a move goes on, or is given up, and nothing is lost or twice',
  async (node) => {
    const { rehearsal, after } = await moving(WITH.carrier)
    const kept = keptOn(rehearsal, '10.20.0.11')
    const most: string[][] = []
    const watch = () => {
      const all = carriers(rehearsal)
      if (all.length > 1) most.push(all)
      return false
    }
    await after.run(await after.plan(), (event) => {
      watch()
      return event.type === 'started' && event.node === node
    })
    const back = await rehearsedEngine(ORG, [], [], undefined, undefined, rehearsal)
    expect((await back.run(await back.plan(), watch)).outcome.problems).toEqual([])
    expect([carriers(rehearsal), keptOn(rehearsal, '10.20.0.11')]).toEqual([['10.20.0.11'], kept])
    await back.engine.close()
    const again = await rehearsedEngine(WITH.carrier, [], [], undefined, undefined, rehearsal)
    expect((await again.run(await again.plan(), watch)).outcome.problems).toEqual([])
    expect([carriers(rehearsal), keptOn(rehearsal, '10.20.0.13')]).toEqual([['10.20.0.13'], kept])
    expect((await again.plan()).nodes).toEqual([])
    expect(most).toEqual([])
  },
)

test('what was handed over and has come nowhere is kept when all else is removed', async () => {
  const { rehearsal, after } = await moving(WITH.carrier)
  await after.run(
    await after.plan(),
    ({ type, ...event }) => type === 'started' && 'node' in event && event.node === STEPS[1],
  )
  const { facts } = await after.engine.gather()
  const topology = after.topology
  const kept = keptOnHost(topology, 'h1', facts.h1 as HostFacts)
  expect(kept.data).toContain('/opt/metis/carrier/moved')
  expect(rehearsal.machineAt('10.20.0.11').files.list('/opt/metis/carrier/moved/data')).toEqual([
    'datadir',
    'p2p',
  ])
})

test('a host that is replaced in org.yaml hands over what it has', async () => {
  const { rehearsal, run } = await rehearsedWorld(await presetText('data-provider'))
  const file = join(rehearsal.folder, 'org.yaml')
  const edit = async (from: string, to: string) =>
    writeFile(file, (await readFile(file, 'utf8')).replaceAll(from, to))
  expect((await run('apply')).exitCode).toBe(0)
  await edit('h3: { address: 10.20.0.13', 'h4: { address: 10.20.0.14')
  await edit('data: h3', 'data: h4')
  const moved = await run('apply', '--json')
  expect(moved.exitCode).toBe(0)
  const done = jsonLines(moved).flatMap(({ type, node }) => (type === 'succeeded' ? [String(node)] : []))
  expect(done.filter((node) => / run:.*-over$|aside:/.test(node))).toEqual([
    'h3 run:data-8700/hand-over',
    'h4 run:data-8700/take-over',
    'h3 aside:data-8700',
  ])
  expect((await run('plan')).exitCode).toBe(0)
})

/** Ids of the nodes that a move is about, in the order of the plan. */
function order({ nodes }: Plan, name: string): string[] {
  return nodes
    .filter(
      ({ action, instance, phase }) =>
        instance === name &&
        phase !== 'retire' &&
        (action.kind === 'carry' ||
          action.kind === 'unit' ||
          (action.kind === 'run' && /over$/.test(action.name))),
    )
    .map(({ id }) => id)
}
