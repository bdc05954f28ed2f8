import { expect, test } from 'vitest'
import { healthIn } from '../../src/facts/health.js'
import { parseSections } from '../../src/facts/sections.js'

const parse = (output: string) => healthIn(parseSections(output), 12)

test('each instance says it by exit code and one line', () => {
  expect(
    parse(`
@system
|machine x86_64

@health/consul
|leader 10.0.0.1:8200
|
|exit 0

@health/carrier
|passing, but nodeInfo is empty
|exit 1

@health/data-8700
|first line
|not registered any more
|
|exit 3

@health/compute-8800
|exit absent

@health/via
|connecting
!

@
`),
  ).toEqual({
    consul: { state: 'healthy', says: 'leader 10.0.0.1:8200' },
    carrier: { state: 'unhealthy', says: 'passing, but nodeInfo is empty' },
    'data-8700': { state: 'unregistered', says: 'not registered any more' },
    'compute-8800': { state: 'absent', says: '' },
    via: { state: 'unhealthy', says: 'no answer within 12 s' },
  })
})

test('nobody asked, nobody answered', () => {
  expect(parse('\n@\n')).toEqual({})
  expect(parse('')).toEqual({})
})
