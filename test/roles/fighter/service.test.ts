import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { show } from '../../../src/lib/text.js'
import { service as compute } from '../../../src/roles/compute/service.js'
import { COMPUTE } from '../../../src/roles/compute/settings.js'
import { service as data } from '../../../src/roles/data/service.js'
import { DATA } from '../../../src/roles/data/settings.js'
import type { FighterInstance } from '../../../src/roles/fighter/settings.js'
import { portsOf } from '../../../src/roles/ports.js'
import type { RoleOf } from '../../../src/topology/topology.js'
import { inputFor, topology, unitLines } from '../organisation.js'

const certs = (home: string) => ({
  base_path: `${home}/config/certs`,
  root_cert: 'CA.crt',
  server_sign_key: 'SS.key',
  server_sign_cert: 'SS.crt',
  server_enc_key: 'SE.key',
  server_enc_cert: 'SE.crt',
  client_sign_key: 'CS.key',
  client_sign_cert: 'CS.crt',
  client_enc_key: 'CE.key',
  client_enc_cert: 'CE.crt',
})

test('the config of data holds absolute directories and its own task ports', () => {
  const [config] = data.config(inputFor(DATA))
  expect(config?.path).toBe('/opt/metis/data-8700/config/data.yml')
  expect(parse(show(config?.content ?? []))).toStrictEqual({
    file_system: 'local',
    bind_ip: '10.0.0.3',
    port: 8700,
    task_port_range: [31000, 31100],
    pass_via: true,
    thread_pool_size: 12,
    chunk_size: 1024,
    data_root: '/opt/metis/data-8700/data/data_root',
    code_root_dir: '/opt/metis/data-8700/data/code_root',
    results_root_dir: '/opt/metis/data-8700/data/results_root',
    total_bandwidth: 209715200,
    certs: certs('/opt/metis/data-8700'),
    consul: {
      service_ip: '10.0.0.1',
      service_port: 8500,
      name: 'dataService',
      tag: 'data',
      interval: '3s',
      deregister: '3s',
    },
  })
})

test('the config of compute has no upload store, and the name by which the carrier finds it', () => {
  const [config] = compute.config(inputFor(COMPUTE))
  expect(parse(show(config?.content ?? []))).toStrictEqual({
    file_system: 'local',
    bind_ip: '10.0.0.2',
    port: 8800,
    task_port_range: [41000, 41100],
    pass_via: true,
    thread_pool_size: 12,
    channel_log_level: 2,
    code_root_dir: '/opt/metis/compute-8800/data/code_root',
    results_root_dir: '/opt/metis/compute-8800/data/results_root',
    total_bandwidth: 209715200,
    certs: certs('/opt/metis/compute-8800'),
    consul: {
      service_ip: '10.0.0.1',
      service_port: 8500,
      name: 'jobService',
      tag: 'job',
      interval: '3s',
      deregister: '3s',
    },
  })
})

test('each runs in the Python of its own release, its tasks outlive only a TERM', () => {
  expect(unitLines(data, inputFor(DATA))).toEqual(
    expect.arrayContaining([
      'Description=Metis data-8700 of acme',
      'ExecStart=/opt/metis/data-8700/current/python/bin/python3 -u -m metis.data_svc.main /opt/metis/data-8700/config/data.yml',
      'WorkingDirectory=/opt/metis/data-8700/data',
      'Environment=PYTHONPATH=/opt/metis/data-8700/current/site-packages',
      'Environment=PYTHONNOUSERSITE=1',
      'Environment=PYTHONDONTWRITEBYTECODE=1',
      'Environment=HOME=/opt/metis/data-8700/data',
      'Environment=LANG=C.UTF-8',
      'After=network-online.target metis-via.service',
      'KillMode=mixed',
      'TimeoutStopSec=30',
      'ReadWritePaths=/opt/metis/data-8700/data /opt/metis/data-8700/log',
    ]),
  )
  expect(compute.unit(inputFor(COMPUTE)).start).toContain(' -m metis.compute_svc.main ')
})

test('another CPU variant installs the Python packages again', () => {
  const inputs = [true, false].map((avx2) => {
    const install = data.equip(inputFor(DATA, { avx2 })).at(-1)?.action
    return install?.kind === 'run' ? install.inputs : undefined
  })
  expect(inputs[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(inputs[0]).not.toBe(inputs[1])
})

test('pip asks no package index', () => {
  const install = data.equip(inputFor(DATA)).at(-1)?.action
  const script = install?.kind === 'run' ? show(install.command.script) : ''
  expect(script).toContain('env -i ')
  expect(script).toContain('PIP_NO_INDEX=1 PIP_CONFIG_FILE=/dev/null')
  expect(script).toContain('-m pip install --no-index ')
})

test('a carrier that moved restarts them, since the thread that learns its address may have ended', () => {
  expect(compute.dependsOn(inputFor(COMPUTE))).toEqual(['consul 10.0.0.1:8500', 'carrier 10.0.0.1:10033'])
})

test('only the admin reads files, so only data is open to it', () => {
  const callers = (role: RoleOf<FighterInstance>) => {
    const { instance } = inputFor(role)
    return portsOf(instance).map(({ port, to, from }) => [port, to, from])
  }
  expect(callers(DATA)).toEqual([
    [8700, undefined, ['carrier', 'admin', 'consul']],
    [31000, 31100, ['via']],
  ])
  expect(callers(COMPUTE)).toEqual([
    [8800, undefined, ['carrier', 'consul']],
    [41000, 41100, ['via']],
  ])
  expect(topology.instances.filter(({ role }) => role === 'data')).toHaveLength(2)
})
