import { stringify } from 'yaml'
import type { OldService } from './old-scripts.js'

export interface OldSite {
  /** Of the host itself. */
  readonly address: string
  /** Of all Consul servers in their order; all services know the first. */
  readonly servers: readonly string[]
  /** Where all services are. */
  readonly folder: string
}

/** The settings of each service, below the home of the login, as the playbooks' templates fill them. */
export function oldConfigs(site: OldSite): Readonly<Record<OldService, Readonly<Record<string, string>>>> {
  const { address, servers, folder } = site
  const registry = servers[0] ?? address
  const fighter = (kind: 'data' | 'compute', port: number, name: string, tag: string) => ({
    [`${kind}/config/${kind}.yml`]: stringify({
      bind_ip: address,
      port,
      task_port_range: kind === 'data' ? [31000, 31100] : [41000, 41100],
      thread_pool_size: 12,
      total_bandwidth: 209715200,
      data_root: `${folder}/${kind}/data_root`,
      code_root_dir: `${folder}/${kind}/contract_work_dir`,
      results_root_dir: `${folder}/${kind}/result_root`,
      consul: { service_ip: registry, service_port: 8500, name, tag, interval: '3s', deregister: '3s' },
    }).replace(/^port: /m, 'port:    '),
    [`${kind}/start_v3_service.sh`]: WRAPPER,
  })
  return {
    consul: { 'consul/config/consul.json': consul(site) },
    via: {
      'via/config/via.yml': stringify({
        via: { ...named('viaService', address, 10031), tags: 'via', ...TIMES, host: address, port: 10031 },
        consul: { host: registry, port: 8500 },
        tls: { mode: 'none' },
        log: { file: `${folder}/via/log/via.log`, level: 'debug' },
      }),
    },
    carrier: {
      'carrier/config/carrier.yml': stringify({
        datadir: `${folder}/carrier/datadir`,
        verbosity: 'debug',
        pprof: true,
        'pprof-port': 10032,
        'pprof-addr': '0.0.0.0',
        'rpc-host': '0.0.0.0',
        'rpc-port': 10033,
        'grpc-gateway-host': '0.0.0.0',
        'grpc-gateway-port': 10034,
        'bootstrap-node': [],
        'p2p-udp-port': 10035,
        'p2p-tcp-port': 10036,
        'p2p-local-ip': '0.0.0.0',
        'p2p-host-ip': address,
        'p2p-priv-key': `${folder}/carrier/p2p_priv_key/p2p_priv_key`,
        'discovery-server-ip': registry,
        'discovery-server-port': 8500,
      }),
    },
    admin: { 'admin/config/application-admin.yml': admin(address, registry) },
    data: fighter('data', 8700, 'dataService', 'data'),
    compute: fighter('compute', 8800, 'jobService', 'job'),
  }
}

/** As in the template. */
const SECONDS = 20
const TIMES = { interval: 10, deregister: SECONDS, timeout: SECONDS }

function named(name: string, address: string, port: number) {
  return { id: `${name}_${address}_${port}`, name }
}

/** Each server has ports of its own: 8200, 8201, ... */
function consul({ address, servers, folder }: OldSite): string {
  const i = servers.indexOf(address)
  return `${JSON.stringify(
    {
      datacenter: 'consul_cluster',
      node_name: `consul_${address}`,
      server: true,
      bootstrap_expect: servers.length,
      bind_addr: address,
      client_addr: address,
      data_dir: `${folder}/consul/data-dir`,
      log_file: `${folder}/consul/log/consul.log`,
      ports: { server: 8200 + i, serf_lan: 8300 + i, serf_wan: 8400 + i, http: 8500 + i, dns: 8600 + i },
    },
    undefined,
    2,
  )} `
}

/** The account that it logs in with is open to everybody, as is its password. */
function admin(address: string, registry: string): string {
  const delays = ['LocalCarrierStatusRefreshTask', 'LocalDataAuthReqRefreshTask', 'LocalDataNodeRefreshTask']
  const more = ['LocalMetaDataStatusRefreshTask', 'LocalPowerNodeRefreshTask', 'LocalTaskRefreshTask']
  const all = [...delays, ...more, 'SeedNodeRefreshTask']
  return stringify({
    spring: {
      datasource: {
        druid: {
          url: `jdbc:mysql://${address}/metis_admin?useUnicode=true`,
          username: 'metis_admin',
          password: 'old-admin',
        },
      },
      cloud: {
        consul: {
          host: registry,
          port: 8500,
          carrierServiceName: 'carrierService',
          discovery: {
            'service-name': 'adminService',
            'instance-id': `adminService-${address.replaceAll('.', '-')}-9090`,
            'health-check-interval': '10s',
            'health-check-url': `http://${address}:9090/metis-admin/health`,
          },
        },
      },
    },
    server: { port: 9090, servlet: { 'context-path': '/metis-admin' } },
    ...Object.fromEntries(all.map((name) => [name, { fixedDelay: 5000 }])),
    'grpc-client-timeout': 5,
    'grpc-client-upload-file-timeout': 60,
  })
}

/** `CONFIG data|compute PYTHON` */
const WRAPPER = `#!/bin/bash
log=$(dirname "$0")/log
mkdir -p "$log"
"$3" -u -m metis.$2_svc.main "$1" >>"$log/$2.log" 2>&1
`
