import { describe, expect, test } from 'vitest'
import { simulateSpread } from './simulate-spread.js'

const SLOW = 12.5e6
const FAST = 220e6
const GIGABIT = 110e6

const eight = (files: Readonly<Record<string, number>>) =>
  Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`h${i + 1}`, files]))

const copiesFromHere = (story: readonly string[]) => story.filter((line) => !line.includes(' from ')).length

describe('over a slow uplink', () => {
  test('a file goes up once, and the others get it from those who have it', () => {
    const { uplinkBytes, seconds, story, mostServedAtOnce } = simulateSpread({
      hosts: eight({ a: 200e6 }),
      uplink: SLOW,
      peer: GIGABIT,
    })
    expect(uplinkBytes).toBe(200e6)
    expect(copiesFromHere(story)).toBe(1)
    // 16 s once over the uplink; all eight copies over it would take 128 s.
    expect(seconds).toBeLessThan(30)
    expect(mostServedAtOnce).toBe(2)
  })

  test('different hosts get different files first', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: eight({ a: 60e6, b: 40e6, c: 20e6 }),
      uplink: SLOW,
      peer: GIGABIT,
    })
    expect(uplinkBytes).toBe(120e6)
    expect(story.slice(0, 2)).toEqual(['h1: a', 'h2: b'])
    expect(copiesFromHere(story)).toBe(3)
  })

  test('what one host alone needs goes to it at once', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: { h1: { a: 50e6 }, h2: { b: 50e6 }, h3: { c: 50e6 } },
      uplink: SLOW,
      peer: GIGABIT,
    })
    expect([uplinkBytes, story]).toEqual([150e6, ['h1: a', 'h2: b', 'h3: c']])
  })

  test('a host that is added gets everything from one that has it from an earlier run', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: { h5: { a: 80e6, b: 80e6 } },
      holders: { a: ['h1', 'h2'], b: ['h2'] },
      uplink: SLOW,
      peer: GIGABIT,
    })
    expect([uplinkBytes, story]).toEqual([0, ['h5: a from h1', 'h5: b from h2']])
  })

  test('small files are not worth a listener', () => {
    const { story } = simulateSpread({ hosts: eight({ a: 100_000 }), uplink: SLOW, peer: GIGABIT })
    expect(story).toEqual(Object.keys(eight({})).map((host) => `${host}: a`))
  })

  test('hosts that can not talk to each other are tried once and then served from here', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: { h1: { a: 100e6, b: 100e6 }, h2: { a: 100e6, b: 100e6 } },
      uplink: SLOW,
      peer: GIGABIT,
      relay: () => 'unreachable',
    })
    expect(uplinkBytes).toBe(400e6)
    expect(story.filter((line) => line.includes(' from '))).toEqual(['h1: b from h2', 'h2: a from h1'])
  })

  test('behind firewalls nobody tries more than twice, however many hosts there are', () => {
    const { story } = simulateSpread({
      hosts: eight({ a: 50e6 }),
      uplink: SLOW,
      peer: GIGABIT,
      relay: () => 'unreachable',
    })
    const tries = story.filter((line) => line.includes(' from '))
    expect(
      Math.max(...Object.keys(eight({})).map((h) => tries.filter((t) => t.startsWith(`${h}:`)).length)),
    ).toBeLessThanOrEqual(2)
  })

  test('a source that fails is not asked again, and another one takes its place', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: { h1: { a: 100e6 }, h2: { a: 100e6 }, h3: { a: 100e6 } },
      holders: { a: ['bad', 'good'] },
      uplink: SLOW,
      peer: GIGABIT,
      relay: (from) => (from === 'bad' ? 'broken' : 'placed'),
    })
    expect(story.filter((line) => line.endsWith('from bad'))).toHaveLength(1)
    expect(story[1]).toBe('h2: a')
    expect(uplinkBytes).toBeLessThanOrEqual(100e6)
  })

  test('when the only source fails, one gets it from here and the others wait for that one', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: eight({ a: 100e6 }),
      uplink: SLOW,
      peer: GIGABIT,
      relay: (from) => (from === 'h1' ? 'broken' : 'placed'),
    })
    expect(copiesFromHere(story)).toBe(2)
    expect(uplinkBytes).toBe(200e6)
  })

  test('hosts whose links to each other are slower still get it from here', () => {
    const { story } = simulateSpread({ hosts: eight({ a: 100e6 }), uplink: SLOW, peer: 1e6 })
    expect(copiesFromHere(story)).toBeGreaterThan(4)
  })

  test('the control machine itself takes no link and is nobody’s source', () => {
    const { uplinkBytes, story } = simulateSpread({
      hosts: { here: { a: 100e6 }, h1: { a: 100e6 }, h2: { a: 100e6 } },
      local: ['here'],
      uplink: SLOW,
      peer: GIGABIT,
    })
    expect(uplinkBytes).toBe(100e6)
    expect(story.filter((line) => line.endsWith('from here'))).toEqual([])
  })
})

describe('over a fast uplink', () => {
  test('all go direct, and it takes no longer than if nobody had waited', () => {
    const { seconds, story } = simulateSpread({ hosts: eight({ a: 80e6 }), uplink: FAST, peer: GIGABIT })
    expect(copiesFromHere(story)).toBe(8)
    expect(seconds).toBeLessThan(((8 * 80e6) / FAST) * 1.02)
  })

  test('little for all goes direct before anything is measured', () => {
    const { seconds, story } = simulateSpread({ hosts: eight({ a: 2e6 }), uplink: FAST, peer: GIGABIT })
    expect(story).toEqual(Object.keys(eight({})).map((host) => `${host}: a`))
    expect(seconds).toBeLessThan(((8 * 2e6) / FAST) * 1.3)
  })

  test('many files that are smaller than what buffers hold do not make it look slow', () => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}`, 3e6]))
    const { seconds } = simulateSpread({ hosts: eight(files), uplink: FAST, peer: GIGABIT })
    expect(seconds).toBeLessThan(((8 * 12 * 3e6) / FAST) * 1.5)
  })

  test('much for many is handed on all the same, since that is faster', () => {
    const { seconds } = simulateSpread({ hosts: eight({ a: 800e6 }), uplink: GIGABIT, peer: GIGABIT })
    expect(seconds).toBeLessThan(((8 * 800e6) / GIGABIT) * 0.7)
  })
})

test('hundreds of hosts ask in no time', () => {
  const hosts = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`h${i}`, { a: 50e6 }]))
  const { uplinkBytes, seconds } = simulateSpread({ hosts, uplink: SLOW, peer: GIGABIT })
  expect(uplinkBytes).toBe(50e6)
  expect(seconds).toBeLessThan(20)
})
