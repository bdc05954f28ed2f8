import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Command } from '../../src/lib/command.js'
import { httpFunction } from '../../src/lib/host-functions.js'
import { show } from '../../src/lib/text.js'
import { service as adminService } from '../../src/roles/admin/service.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { service as carrierService } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { service as consulService } from '../../src/roles/consul/service.js'
import { CONSUL } from '../../src/roles/consul/settings.js'
import { service as dataService } from '../../src/roles/data/service.js'
import { DATA } from '../../src/roles/data/settings.js'
import { service as viaService } from '../../src/roles/via/service.js'
import { VIA } from '../../src/roles/via/settings.js'
import { inputFor } from './organisation.js'

const consul = inputFor(CONSUL)
const carrier = inputFor(CARRIER)
const admin = inputFor(ADMIN)
const via = inputFor(VIA)
const data = inputFor(DATA)

const steps = [
  ...consulService.settle(consul),
  ...carrierService.prepare(carrier),
  ...adminService.prepare(admin),
  ...adminService.settle(admin),
  ...adminService.equip(admin),
  ...dataService.equip(data),
].flatMap(({ action }) => (action.kind === 'run' ? [[action.name, action.command] as const] : []))

test.each([
  ...steps,
  ['health of consul', consulService.ready(consul)] as const,
  ['health of carrier', carrierService.ready(carrier)] as const,
  ['health of admin', adminService.ready(admin)] as const,
  ['health of via', viaService.ready(via)] as const,
  ['health of data', dataService.ready(data)] as const,
  ['before the start of carrier', { script: carrierService.config(carrier)[1]?.content ?? [] }] as const,
])('bash understands: %s', (_, command) => {
  expect(() => execFileSync('bash', ['-n'], { input: show(command.script), stdio: 'pipe' })).not.toThrow()
})

test('the carrier starts after every registration of a carrier is gone, whosever it is', () => {
  const script = show(carrierService.config(carrier)[1]?.content ?? [])
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
