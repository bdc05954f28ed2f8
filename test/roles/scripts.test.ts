import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Command } from '../../src/lib/command.js'
import { httpFunction } from '../../src/lib/host-functions.js'
import { show } from '../../src/lib/text.js'
import { SERVICES } from '../../src/roles/index.js'
import { inputFor } from './organisation.js'

const consul = inputFor('consul')
const carrier = inputFor('carrier')
const admin = inputFor('admin')
const via = inputFor('via')
const data = inputFor('data')

const steps = [
  ...SERVICES.consul.settle(consul),
  ...SERVICES.carrier.prepare(carrier),
  ...SERVICES.admin.prepare(admin),
  ...SERVICES.admin.settle(admin),
  ...SERVICES.data.prepare(data),
].flatMap(({ action }) => (action.kind === 'run' ? [[action.name, action.command] as const] : []))

test.each([
  ...steps,
  ['health of consul', SERVICES.consul.health(consul)] as const,
  ['health of carrier', SERVICES.carrier.health(carrier)] as const,
  ['health of admin', SERVICES.admin.health(admin)] as const,
  ['health of via', SERVICES.via.health(via)] as const,
  ['health of data', SERVICES.data.health(data)] as const,
  ['before the start of carrier', { script: SERVICES.carrier.config(carrier)[1]?.content ?? [] }] as const,
])('bash understands: %s', (_, command) => {
  expect(() => execFileSync('bash', ['-n'], { input: show(command.script), stdio: 'pipe' })).not.toThrow()
})

test('the carrier starts after every registration of a carrier is gone, whosever it is', () => {
  const script = show(SERVICES.carrier.config(carrier)[1]?.content ?? [])
  const services = JSON.stringify({
    carrierService_a: { ID: 'carrierService_10.0.0.1_10033', Service: 'carrierService' },
    old: { ID: 'carrierService_10.0.0.9_4000', Service: 'carrierService' },
    data: { ID: 'dataService_10.0.0.3_8700', Service: 'dataService' },
    bad: { ID: 'carrierService_; rm -rf', Service: 'carrierService' },
  })
  const http = `http() { if [ "$1" = GET ]; then answer='${services}'; else echo "$*"; fi; }`
  // The script brings its own `http`; the stub takes its place right after.
  const stubbed = script.replace(show(httpFunction.script), `${http}\n`)
  expect(stubbed).not.toBe(script)
  expect(bash({ script: [stubbed] })).toEqual({
    code: 0,
    says: `taking carrierService_10.0.0.1_10033 off Consul: it is from before this start
PUT 10.0.0.1 8500 /v1/agent/service/deregister/carrierService_10.0.0.1_10033
taking carrierService_10.0.0.9_4000 off Consul: it is from before this start
PUT 10.0.0.1 8500 /v1/agent/service/deregister/carrierService_10.0.0.9_4000`,
  })
})

function bash(command: Command): { code: number; says: string } {
  const script = `(${show(command.script)}\n); echo "exit $?"`
  const lines = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
  return { code: Number(lines.pop()?.replace('exit ', '')), says: lines.join('\n') }
}
