import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lookAtOld } from '../../../src/commands/adopt/look-at-old.js'
import { fill } from '../../../src/lib/text.js'
import type { Transport } from '../../../src/transports/transport.js'
import { facts, topology } from '../../preflight/three-hosts.js'

const here: Pick<Transport, 'run'> = {
  run: async ({ script }) => {
    const { stdout } = spawnSync('bash', ['-s'], { input: fill(script, () => ''), encoding: 'utf8' })
    return { exitCode: 0, output: stdout }
  },
}
/** Filled in by Spring, not here. */
const SPRING = '$'.concat('{spring.application.name}.log')
const KEY = 'ab'.repeat(32)
const FILES = {
  'consul/config/consul.json': '{ "datacenter": "consul_cluster", "ports": { "http": 8500 } } \n',
  'carrier/config/carrier.yml': 'grpc-gateway-port: 1\np2p-tcp-port:    10036  \n',
  'carrier/p2p_priv_key/p2p_priv_key': KEY,
  'carrier/carrier': 'carrier of 0.3.0',
  'admin/config/application-admin.yml': `server: { port: 9090 }\nlog: ${SPRING}\n`,
  'data2/config/data.yml': 'port:    8701  \n',
  'data2/whl/metis.whl': 'wheel',
  'data2/data_root/rows_20260101-120000.csv': 'a,b\n',
  'via/config/via.yml': 'via: [\n',
}

test('settings as they are read, the key whole, sums of programs, and how much was uploaded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'old-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const names = ['consul', 'carrier', 'admin', 'data2', 'via', 'compute']
  const services = names.map((name) => ({ name, folder, user: 'ops', pids: [], since: 0 }))
  const [host] = topology.hosts
  if (host === undefined) throw new Error('no host')
  const signal = new AbortController().signal
  const found = await lookAtOld(host, { ...facts.h1, old: { services } }, here, signal)
  expect(found.services.map(({ name, file, config }) => [name, file, config])).toEqual([
    [
      'consul',
      `${folder}/consul/config/consul.json`,
      { datacenter: 'consul_cluster', ports: { http: 8500 } },
    ],
    ['carrier', `${folder}/carrier/config/carrier.yml`, { 'grpc-gateway-port': 1, 'p2p-tcp-port': 10036 }],
    ['admin', `${folder}/admin/config/application-admin.yml`, { server: { port: 9090 }, log: SPRING }],
    ['data2', `${folder}/data2/config/data.yml`, { port: 8701 }],
    ['via', `${folder}/via/config/via.yml`, undefined],
    ['compute', `${folder}/compute/config/compute.yml`, undefined],
  ])
  expect(found).toMatchObject({ host: 'h1', key: KEY, joined: '?', data: { files: 1 } })
  expect(found.carrier).toBeUndefined()
  expect(found.files.map(({ name, sha256 }) => [name, sha256])).toEqual([
    ['carrier', createHash('sha256').update('carrier of 0.3.0').digest('hex')],
    ['metis.whl', createHash('sha256').update('wheel').digest('hex')],
  ])
})
