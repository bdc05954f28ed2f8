import { expect, it } from 'vitest'
import { type Problem, problem } from '../../src/errors/problem.js'
import { countSeverities, orderProblems } from '../../src/wizard/order-problems.js'
import { fixingStep } from '../../src/wizard/step-of.js'

const clock = problem('preflight.clock-ahead', {}, { host: 'h2' })
const cores = problem('preflight.few-cores', {}, { host: 'h1' }, 'warning')
const java = problem('preflight.java-exists', {}, { host: 'h1' }, 'advice')
const port = problem('preflight.port-taken', { port: 8500 }, { host: 'h1' })
const via = problem('preflight.via-hairpin', {}, {}, 'warning')

it('shows the worst first, of equals what concerns all, then host by host', () => {
  expect(orderProblems([java, cores, clock, via, port], ['h1', 'h2'])).toEqual([
    port,
    clock,
    via,
    cores,
    java,
  ])
})

it('shows what was told twice once', () => {
  expect(orderProblems([clock, port, { ...clock }], ['h1', 'h2'])).toEqual([port, clock])
})

it('counts', () => {
  expect(countSeverities([java, cores, clock, via, port])).toEqual({ errors: 2, warnings: 2, advice: 1 })
})

it.each<[Problem['code'], Problem['where'], string | undefined]>([
  ['preflight.port-taken', { host: 'h1' }, 'network'],
  ['preflight.little-memory', { host: 'h1' }, 'roles'],
  ['preflight.address-missing', { host: 'h1' }, 'machines'],
  ['preflight.clock-ahead', { host: 'h1' }, undefined],
  ['artifact.missing', {}, 'release'],
  ['connection.login-refused', { host: 'h1' }, 'machines'],
  ['topology.role-odd', { path: 'roles.consul' }, 'roles'],
  ['roles.external-address-private', { host: 'h1', instance: 'via' }, 'network'],
  ['run.plan-changed', {}, undefined],
])('%s at %j is fixed on the screen %s', (code, where, step) => {
  expect(fixingStep({ code, where })).toBe(step)
})
