import { expect, test } from 'vitest'
import type { Transport } from '../../src/transports/transport.js'
import { rehearsedEngine, type Trip } from '../rehearsal/rehearsed-engine.js'
import { presetText } from '../rehearsal/rehearsed-world.js'

const text = await presetText('data-provider')

/** `h3 batch fighters: 5`, in alphabetical order: hosts answer in any. */
function count(trips: readonly Trip[]): string[] {
  const counts = new Map<string, number>()
  for (const { host, kind, phase } of trips) {
    const name = [host, kind, phase].filter((part) => part !== undefined).join(' ')
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, number]) => `${name}: ${number}`).sort()
}

/** All of a first installation, after its hosts were looked at. */
async function install(organisation: string): Promise<readonly Trip[]> {
  const { plan, run, trips } = await rehearsedEngine(organisation)
  const planned = await plan()
  const looked = trips.length
  expect((await run(planned)).outcome.outcome).toBe('done')
  return trips.slice(looked)
}

test('all facts of a host are one round trip, before an installation and after it', async () => {
  const { engine, plan, run, trips } = await rehearsedEngine(text)
  await engine.gather()
  expect(count(trips)).toEqual(['h1 gather: 1', 'h2 gather: 1', 'h3 gather: 1'])
  await run(await plan())
  const installed = trips.length
  await engine.gather()
  expect(count(trips.slice(installed))).toEqual(['h1 gather: 1', 'h2 gather: 1', 'h3 gather: 1'])
})

test('nothing to do is no round trip beside the look', async () => {
  const { plan, run, trips } = await rehearsedEngine(text)
  await run(await plan())
  const empty = await plan()
  const looked = trips.length
  await run(empty)
  expect(trips.slice(looked)).toEqual([])
})

test('to hold the hosts and to log the run is no round trip, neither at a look nor in a run', async () => {
  const face = { user: 'li', machine: 'laptop', command: 'apply' }
  const hold = { face, wait: false, onWait: () => {} }
  const logged: string[] = []
  const listening = (made: Transport, host: string): Transport => ({
    ...made,
    logRun: (line, directory) => {
      logged.push(`${host} ${line.what}`)
      made.logRun(line, directory)
    },
  })
  const all = async (held?: typeof hold) => {
    const { plan, run, trips } = await rehearsedEngine(text, [], [], held, listening)
    await run(await plan())
    await run(await plan())
    return count(trips)
  }
  const silent = await all()
  expect(logged).toEqual([])
  expect(await all(hold)).toEqual(silent)
  expect(logged.toSorted()).toEqual(['h1 begun', 'h1 done', 'h2 begun', 'h2 done', 'h3 begun', 'h3 done'])
})

test('a phase where nothing changes is no round trip', async () => {
  const { plan, run, trips } = await rehearsedEngine(text, ['port-busy@fighters:h3:8700'])
  await run(await plan())
  const left = await plan()
  const looked = trips.length
  await run(left)
  expect(count(trips.slice(looked))).toEqual([
    'h1 batch verify: 1',
    'h2 batch verify: 1',
    'h3 batch fighters: 1',
    'h3 batch verify: 1',
  ])
})

test('an artifact is three round trips, however large', async () => {
  const trips = (await install(text)).filter(({ host, kind }) => host === 'h2' && kind !== 'batch')
  expect(count(trips)).toEqual(['h2 arrived: 1', 'h2 receipt: 1', 'h2 upload: 1'])
})

test('a host with twelve instances takes no more round trips than artifacts and phases', async () => {
  const twelve = text.replace(/^ {2}data: .*$/m, `  data: [${Array(12).fill('h3').join(', ')}]`)
  const trips = (await install(twelve)).filter(({ host }) => host === 'h3')
  const fighters = trips.filter(({ phase }) => phase === 'fighters')
  const uploads = trips.filter(({ kind }) => kind === 'upload')
  expect(uploads).toHaveLength(5)
  // What waits for an artifact goes with the first script after it has come.
  expect(fighters.length).toBeLessThanOrEqual(uploads.length + 2)
  expect(count(trips.filter((trip) => !fighters.includes(trip)))).toEqual([
    'h3 arrived: 5',
    'h3 batch prepare: 1',
    'h3 batch verify: 1',
    'h3 receipt: 5',
    'h3 upload: 5',
  ])
})
