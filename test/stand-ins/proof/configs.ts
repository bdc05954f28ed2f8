import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { freePorts } from './free-ports.js'

export type Values = Record<string, unknown>

/** Writes a config with some values replaced; `undefined` removes the key. Returns the file. */
export async function writeConfig(folder: string, name: string, values: Values): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, stringify(values, { keepUndefined: false }))
  return file
}

export async function carrierConfig(folder: string, consulPort: number): Promise<Values> {
  const [pprof, rpc, rest, udp, tcp] = await freePorts(5)
  const key = path.join(folder, 'p2p-key')
  await writeFile(key, '11'.repeat(32))
  return {
    datadir: path.join(folder, 'datadir'),
    verbosity: 'debug',
    pprof: true,
    'pprof-port': pprof,
    'pprof-addr': '127.0.0.1',
    'rpc-host': '0.0.0.0',
    'rpc-port': rpc,
    'grpc-gateway-host': '127.0.0.1',
    'grpc-gateway-port': rest,
    'enable-debug-rpc-endpoints': true,
    'bootstrap-node': [],
    'p2p-udp-port': udp,
    'p2p-tcp-port': tcp,
    'p2p-local-ip': '127.0.0.1',
    'p2p-host-ip': '127.0.0.1',
    'p2p-priv-key': key,
    'discovery-server-ip': '127.0.0.1',
    'discovery-server-port': consulPort,
  }
}

export async function viaConfig(folder: string, consulPort: number): Promise<Values> {
  const [port] = await freePorts(1)
  return {
    via: {
      host: '127.0.0.1',
      port,
      id: `viaService_127.0.0.1_${port}`,
      name: 'viaService',
      tags: 'via',
      interval: 10,
      deregister: 20,
      timeout: 20,
    },
    consul: { host: '127.0.0.1', port: consulPort },
    tls: { mode: 'none' },
    log: { file: path.join(folder, 'via.log'), level: 'debug' },
  }
}

export async function dataConfig(consulPort: number): Promise<Values & { port: number }> {
  const [port = 0] = await freePorts(1)
  return {
    bind_ip: '127.0.0.1',
    port,
    task_port_range: [31000, 31100],
    thread_pool_size: 12,
    total_bandwidth: 209715200,
    consul: {
      service_ip: '127.0.0.1',
      service_port: consulPort,
      name: 'dataService',
      tag: 'data',
      interval: '3s',
      deregister: '3s',
    },
  }
}

/** All keys that the admin reads without a default. */
export async function adminConfig(consulPort: number): Promise<Values> {
  const [database, port] = await freePorts(2)
  const delays = [
    'LocalCarrierStatusRefreshTask',
    'LocalDataAuthReqRefreshTask',
    'LocalDataNodeRefreshTask',
    'LocalMetaDataStatusRefreshTask',
    'LocalPowerNodeRefreshTask',
    'LocalTaskRefreshTask',
    'SeedNodeRefreshTask',
  ]
  return {
    spring: {
      datasource: {
        druid: { url: `jdbc:mysql://127.0.0.1:${database}/metis_admin`, username: 'a', password: 'b' },
      },
      cloud: { consul: { host: '127.0.0.1', port: consulPort, carrierServiceName: 'carrierService' } },
    },
    server: { port, servlet: { 'context-path': '/metis-admin' } },
    ...Object.fromEntries(delays.map((name) => [name, { fixedDelay: 5000 }])),
    'grpc-client-timeout': 5,
    'grpc-client-upload-file-timeout': 60,
  }
}
