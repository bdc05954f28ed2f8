import { expect, test } from 'vitest'
import { secretNames } from '../../src/lib/text.js'
import { service as adminService } from '../../src/roles/admin/service.js'
import type { AdminInstance } from '../../src/roles/admin/settings.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { service as carrierService } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { service as consulService } from '../../src/roles/consul/service.js'
import { CONSUL } from '../../src/roles/consul/settings.js'
import { CONSUL_TOKENS, RECOVERY_PASSPHRASE, secretsOf } from '../../src/roles/secret-names.js'
import type { Topology } from '../../src/topology/topology.js'
import { inputFor, topology } from './organisation.js'

const { instance } = inputFor(ADMIN)
const everything: AdminInstance = {
  ...instance,
  database: { kind: 'external', host: 'db', port: 3306, adminUser: 'root' },
  tls: { certificate: 'console.pem', key: 'console.key' },
}
const other: Topology = {
  ...topology,
  instances: topology.instances.map((one) => (one.role === 'admin' ? everything : one)),
}

test('an ordinary organisation needs three passwords and three keys, all generated', () => {
  expect(secretsOf(topology)).toEqual({
    generated: {
      'database-password': 'password',
      'console-password': 'password',
      'carrier-key': 'secp256k1',
      'gossip-key': 'aes-256',
      'consul-tokens': 'aes-256',
      'recovery-passphrase': 'password',
    },
    files: {},
    asked: [],
  })
})

test('a certificate comes from files, the password of an external database is asked for', () => {
  expect(secretsOf(other)).toMatchObject({
    files: { 'tls-certificate': 'console.pem', 'tls-key': 'console.key' },
    asked: ['external-database-password'],
  })
})

test('every secret that configs and steps name is one of those, and all are named but the recovery passphrase, and what tokens are made from', () => {
  const admin = inputFor(ADMIN, { topology: other })
  const carrier = inputFor(CARRIER, { topology: other })
  const steps = [
    ...adminService.prepare(admin),
    ...adminService.settle(admin),
    ...carrierService.prepare(carrier),
    ...consulService.prepare(inputFor(CONSUL, { topology: other })),
  ].map(({ action }) => action)
  const texts = [
    ...adminService.config(admin).map(({ content }) => content),
    ...steps.flatMap((action) => {
      if (action.kind === 'write-file') return [action.content]
      if (action.kind === 'run') return [action.command.script]
      return action.kind === 'sql' ? [action.statements, action.server?.password ?? []] : []
    }),
  ]
  const { generated, files, asked } = secretsOf(other)
  expect([...new Set(texts.flatMap(secretNames))].sort()).toEqual(
    [...Object.keys(generated), ...Object.keys(files), ...asked]
      .filter((name) => name !== RECOVERY_PASSPHRASE && name !== CONSUL_TOKENS)
      .sort(),
  )
})
