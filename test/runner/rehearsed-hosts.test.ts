import { expect, test } from 'vitest'
import { rehearsedEngine } from '../rehearsal/rehearsed-engine.js'
import { presetText } from '../rehearsal/rehearsed-world.js'

const text = await presetText('data-provider')

test('a host that is lost ends its own work; the others go on, and the next run does the rest', async () => {
  const { plan, run } = await rehearsedEngine(text, ['host-lost@distribute:h3'])
  const first = await run(await plan())
  expect(first.outcome.outcome).toBe('failed')
  expect(first.outcome.problems.map(({ code, where }) => [code, where.host])).toContainEqual([
    'connection.timed-out',
    'h3',
  ])
  expect(first.events.filter(({ type }) => type === 'host-lost').length).toBeGreaterThan(3)
  expect(first.story).toContain('succeeded h1 ready:carrier')
  expect(first.story).toContain('skipped h3 unit:metis-data-8700.service')

  const left = await plan()
  expect(new Set(left.nodes.filter(({ phase }) => phase !== 'verify').map(({ host }) => host))).toEqual(
    new Set(['h3']),
  )
  const second = await run(left)
  expect(second.outcome).toEqual({ outcome: 'done', problems: [], halfDone: [] })
  expect((await plan()).nodes).toEqual([])
})

test('a full disk fails the upload that met it, and what waits for it is skipped', async () => {
  const { plan, run } = await rehearsedEngine(text, ['disk-full@distribute:h2'])
  const { outcome, story } = await run(await plan())
  expect(outcome.problems.map(({ code, where, output }) => [code, where.host, output?.length])).toEqual([
    ['connection.disk-full', 'h2', 1],
  ])
  expect(story).toContain('skipped h2 unit:metis-via.service')
  expect(story).toContain('succeeded h1 ready:admin')
  expect((await run(await plan())).outcome.outcome).toBe('done')
  expect((await plan()).nodes).toEqual([])
})

test('a service that hangs without its port is started again by the next run', async () => {
  const { plan, run } = await rehearsedEngine(text, ['port-busy@fighters:h3:8700'])
  const { outcome } = await run(await plan())
  expect(outcome.problems.map(({ code }) => code)).toEqual(['run.port-in-use'])
  const left = await plan()
  expect(left.nodes.find(({ id }) => id === 'h3 unit:metis-data-8700.service')?.because).toEqual({
    word: 'reason.hung',
    and: {
      word: 'reason.not-ready',
      values: { says: 'metis-data-8700.service does not listen on port 8700' },
    },
  })
  expect((await run(left)).outcome.outcome).toBe('done')
})

test('a stopped run lets running actions finish, and the next one goes on', async () => {
  const { engine, plan, run } = await rehearsedEngine(text)
  const stop = new AbortController()
  const options = { command: 'apply', stop: stop.signal, abort: new AbortController().signal }
  const running = engine.run(await plan(), options)
  stop.abort()
  expect(await running).toEqual({ outcome: 'cancelled', problems: [], halfDone: [] })
  expect((await run(await plan())).outcome.outcome).toBe('done')
  expect((await plan()).nodes).toEqual([])
})
