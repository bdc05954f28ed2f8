import { expect, it } from 'vitest'
import { WANTS } from '../../src/roles/placing.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { shapeOf } from '../../src/wizard/shape.js'
import { presetBench } from '../steps/preset-bench.js'

const { presets, releases } = presetBench()

it.each([
  ['join', 'consul carrier admin', 1],
  ['data', 'consul carrier admin via data', 3],
  ['compute', 'consul carrier admin via compute', 3],
  ['both', 'consul carrier admin via data compute', 4],
  ['several', 'consul carrier admin via data data compute compute', 8],
] as const)('%s takes %s, on %i hosts or on this computer alone', (want, roles, hosts) => {
  const shape = (place: 'machines' | 'here') => {
    const file = shapeOf(want, place, presets)
    if (file === undefined) throw new Error('no preset')
    const topology = draftTopology(file, releases)
    return [topology.instances.map(({ role }) => role).join(' '), topology.hosts.length]
  }
  expect(shape('machines')).toEqual([roles, hosts])
  expect(shape('here')).toEqual([roles, 1])
})

it('has a shape for everything that can be wanted, and none without presets', () => {
  expect(WANTS.map((want) => shapeOf(want, 'rehearsal', presets)?.release)).toEqual(
    WANTS.map(() => 'metis-0.3.0'),
  )
  expect(shapeOf('both', 'machines', [])).toBeUndefined()
})
