import { expect, it } from 'vitest'
import { tellTransfer } from '../../../src/commands/bundle/tell-transfer.js'
import { openSession } from '../../../src/commands/program/session.js'
import { fakeWorld } from '../fake-world.js'

function telling({ isTTY = false, json = false } = {}) {
  const fake = fakeWorld()
  const written: string[] = []
  let milliseconds = 0
  const world = {
    ...fake.world,
    stderr: { isTTY, columns: 80, write: (text: string) => written.push(text) },
    now: () => new Date(milliseconds),
  }
  const teller = tellTransfer(openSession(world, 'en', { json }), 'artifacts')
  return { teller, written, at: (time: number) => (milliseconds = time) }
}

it('writes a line for every quarter of something large where there is no terminal', () => {
  const { teller, written, at } = telling()
  for (let percent = 0; percent <= 100; percent += 5) {
    at(percent * 100)
    teller.whole(percent * 1_000_000, 100_000_000)
  }
  teller.end()
  expect(written).toEqual([
    '  artifacts: 25.0 MB of 100.0 MB, 10.0 MB/s, 8s left\n',
    '  artifacts: 50.0 MB of 100.0 MB, 10.0 MB/s, 5s left\n',
    '  artifacts: 75.0 MB of 100.0 MB, 10.0 MB/s, 3s left\n',
  ])
})

it('says nothing of what is over in a moment, nor with --json', () => {
  const small = telling()
  small.teller.whole(500, 1000)
  const silent = telling({ json: true, isTTY: true })
  silent.teller.whole(50_000_000, 100_000_000)
  expect([...small.written, ...silent.written]).toEqual([])
})

it('draws a bar in a terminal, not more often than anybody reads, and takes it away', () => {
  const { teller, written, at } = telling({ isTTY: true })
  teller.part('carrier', 0, 60)
  at(50)
  teller.part('via', 10, 40)
  at(1000)
  teller.part('via', 40, 40)
  teller.end()
  expect(written).toEqual([
    '  artifacts [........................] 0 B of 60 B',
    '\r\u001b[2K  artifacts [#########...............] 40 B of 100 B, 40 B/s, 2s left',
    '\r\u001b[2K',
  ])
})
