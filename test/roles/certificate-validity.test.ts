import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { sha256 } from '../../src/lib/digest.js'
import { certificateEndMs } from '../../src/roles/admin/certificate-validity.js'
import { upkeep } from '../../src/roles/admin/upkeep.js'
import { release, topology } from '../commands/fake-world.js'
import { temporaryFolder } from '../state/temporary-folder.js'

function certificate(days: number, key = 'ec'): Buffer {
  const folder = temporaryFolder()
  const kind =
    key === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-newkey', 'rsa:2048']
  const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'crt'), '-outform', 'DER']
  const all = ['req', '-x509', ...kind, '-nodes', '-subj', '/CN=console', '-days', String(days), ...files]
  execFileSync('openssl', all, { stdio: 'ignore' })
  return readFileSync(join(folder, 'crt'))
}

test.each([
  ['a year', 365, 'ec'],
  ['with a year of four digits', 365 * 60, 'rsa'],
])('the end of a certificate of %s', (_, days, key) => {
  const der = certificate(days, key)
  expect(certificateEndMs(der)).toBe(Date.parse(new X509Certificate(der).validTo))
})

test('what is no certificate has no end', () => {
  const der = certificate(30)
  expect(certificateEndMs(Buffer.from('not a certificate, but a text'))).toBeUndefined()
  for (let size = 0; size < 120; size += 7) expect(certificateEndMs(der.subarray(0, size))).toBeUndefined()
  expect(certificateEndMs(Buffer.alloc(5000, 0x30))).toBeUndefined()
  expect(certificateEndMs(Buffer.alloc(5000, 0xff))).toBeUndefined()
})

const [consul, admin] = topology.instances
const withTls = {
  ...topology,
  instances: [consul, { ...admin, tls: { certificate: 'c', key: 'k' } }] as typeof topology.instances,
}

function told(der: Buffer, placed: Buffer, nowMs: number) {
  const facts = {
    h1: { told: { 'shown-certificate': der.toString('base64'), certificate: `${sha256(placed)}\n` } },
  } as unknown as Record<string, HostFacts>
  return upkeep({ topology: withTls, release, facts, nowMs }).map(({ code, severity }) => [code, severity])
}

test('what is served counts: its end, and whether it is the file that lies there', () => {
  const der = certificate(90)
  const end = certificateEndMs(der) ?? 0
  const daysBefore = (days: number) => told(der, der, end - days * 86_400_000)
  expect(daysBefore(31)).toEqual([])
  expect(daysBefore(29)).toEqual([['upkeep.certificate-ends', 'warning']])
  expect(daysBefore(-1)).toEqual([['upkeep.certificate-ended', 'error']])
  expect(told(der, certificate(90), end - 80 * 86_400_000)).toEqual([
    ['upkeep.certificate-not-loaded', 'error'],
  ])
})
