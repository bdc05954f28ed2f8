import { expect, test } from 'vitest'
import { rehearsedEngine } from './rehearsed-engine.js'
import { presetText } from './rehearsed-world.js'

const SHA256 = 'c0ffee'.padEnd(64, '0')
const TAR = '/opt/metis/.artifacts/c0ffee0000000000/packages-debian-12.tar'
const CARRIED = {
  id: 'os-packages',
  system: 'debian-12',
  fileName: 'packages-debian-12.tar',
  sha256: SHA256,
  size: 90e6,
}

test('simulated hosts install what is brought along, from there alone, and need nothing more', async () => {
  const text = await presetText('single-host')
  const { engine, plan, run } = await rehearsedEngine(text, [], [CARRIED])
  const first = await plan()
  const { outcome, events, story } = await run(first)
  expect(outcome).toMatchObject({ outcome: 'done', problems: [] })
  const bringing = [`succeeded h1 artifact:${TAR}`, 'started h1 packages:host']
  expect(story.filter((line) => bringing.includes(line))).toEqual(bringing)
  const fetched = events.flatMap((event) =>
    event.type === 'output' && event.line.startsWith('Get:')
      ? [event.line.split(' ').slice(1, 3).join(' ')]
      : [],
  )
  expect(new Set(fetched)).toEqual(new Set(['file:/opt/metis/.artifacts/c0ffee0000000000 ./']))
  const { facts } = await engine.gather()
  expect(facts.h1?.software.packages).toHaveProperty('mariadb-server')
  expect((await plan()).nodes).toEqual([])
})
