import { expect, test } from 'vitest'
import { createFaultRegister } from '../../src/rehearsal/fault-register.js'
import { FAULT_SHAPES, FAULTS, faultText } from '../../src/rehearsal/faults.js'
import { parseFault } from '../../src/rehearsal/parse-fault.js'

test('a fault names itself, and where it takes them a phase, a host and a port', () => {
  expect(
    [
      'host-lost',
      'disk-full@carrier:h1',
      'slow-link:h3',
      'port-busy:h2:8500',
      'port-busy@consul:h2:8500',
    ].map(parseFault),
  ).toEqual([
    { ok: true, fault: { name: 'host-lost', phase: 'distribute' } },
    { ok: true, fault: { name: 'disk-full', phase: 'carrier', host: 'h1' } },
    { ok: true, fault: { name: 'slow-link', host: 'h3' } },
    { ok: true, fault: { name: 'port-busy', host: 'h2', port: 8500 } },
    { ok: true, fault: { name: 'port-busy', phase: 'consul', host: 'h2', port: 8500 } },
  ])
})

test('every example can be ordered, and is told as it is ordered', () => {
  const examples = FAULTS.map((name) => FAULT_SHAPES[name].example)
  expect(
    examples.map((text) => [parseFault(text).ok, parseFault(text).ok && faultText(faultOf(text))]),
  ).toEqual(examples.map((text) => [true, text]))
})

test.each([
  ['hots-lost', 'rehearsal.unknown-fault', 'host-lost'],
  ['', 'rehearsal.unknown-fault', 'host-lost'],
  ['disk-full@carier', 'rehearsal.unknown-phase', 'carrier'],
  ['disk-full@', 'rehearsal.unknown-phase', 'prepare'],
])('%j is not a fault, and the nearest is told', (text, code, nearest) => {
  const parsed = parseFault(text)
  expect(parsed.ok ? undefined : [parsed.problem.code, parsed.problem.details.nearest]).toEqual([
    code,
    nearest,
  ])
})

test.each([
  'carrier-dies@consul',
  'host-lost:',
  'host-lost:h1:2',
  'port-busy:h1',
  'port-busy:h1:0',
  'port-busy:h1:65536',
  'port-busy:h1:1:2',
])('%j is not how that fault is written', (text) => {
  const parsed = parseFault(text)
  expect(parsed.ok ? undefined : parsed.problem.code).toBe('rehearsal.malformed-fault')
})

test('a fault happens once, on the host and in the phase that were named', () => {
  const register = createFaultRegister([faultOf('disk-full@carrier:h2')])
  register.name('10.0.0.1', 'h1')
  register.name('10.0.0.2', 'h2')
  expect(register.fillsDisk('10.0.0.1', 'carrier')).toBe(false)
  expect(register.fillsDisk('10.0.0.2', 'consul')).toBe(false)
  expect(register.met()).toEqual([])
  expect(register.fillsDisk('10.0.0.2', 'carrier')).toBe(true)
  expect(register.fillsDisk('10.0.0.2', 'carrier')).toBe(false)
  expect(register.met().map(faultText)).toEqual(['disk-full@carrier:h2'])
})

test('a carrier dies for as long as the run lasts, and a slow link stays slow', () => {
  const register = createFaultRegister([faultOf('carrier-dies'), faultOf('slow-link')])
  expect([register.lasts('carrier-dies', '10.0.0.1'), register.lasts('carrier-dies', '10.0.0.1')]).toEqual([
    true,
    true,
  ])
  expect(register.slowness('10.0.0.1')).toBe(20)
  register.runFinished()
  expect(register.lasts('carrier-dies', '10.0.0.1')).toBe(false)
  expect(register.slowness('10.0.0.1')).toBe(20)
})

function faultOf(text: string) {
  const parsed = parseFault(text)
  if (!parsed.ok) throw new Error(parsed.problem.code)
  return parsed.fault
}
