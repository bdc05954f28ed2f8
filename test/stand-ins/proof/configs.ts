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

/** `key` is one byte of 64 hex digits: carriers of one network must not share it. */
export async function carrierConfig(folder: string, consulPort: number, key = '11'): Promise<Values> {
  const [pprof, rpc, rest, udp, tcp] = await freePorts(5)
  const keyFile = path.join(folder, `p2p-key-${key}`)
  await writeFile(keyFile, key.repeat(32))
  return {
    datadir: path.join(folder, `datadir-${key}`),
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
    'p2p-priv-key': keyFile,
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

/** All keys that the admin reads without a default, for root of a database without a password. */
export async function adminConfig(consulPort: number, database: number): Promise<Values & { port: number }> {
  const [port = 0] = await freePorts(1)
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
    port,
    spring: {
      datasource: {
        druid: { url: `jdbc:mysql://127.0.0.1:${database}/metis_admin`, username: 'root', password: '' },
      },
      cloud: {
        consul: {
          host: '127.0.0.1',
          port: consulPort,
          carrierServiceName: 'carrierService',
          discovery: {
            'service-name': 'adminService',
            'instance-id': `adminService_127.0.0.1_${port}`,
            'health-check-interval': '1s',
            'health-check-url': `http://127.0.0.1:${port}/metis-admin/health`,
          },
        },
      },
    },
    server: { port, servlet: { 'context-path': '/metis-admin' } },
    ...Object.fromEntries(delays.map((name) => [name, { fixedDelay: 1000 }])),
    'grpc-client-timeout': 5,
    'grpc-client-upload-file-timeout': 60,
  }
}
