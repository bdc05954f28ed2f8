import type { Path } from '../topology/document.js'

/** What a host's own settings say of something that org.yaml has a place for. */
export interface OldSetting {
  /** In the file on the host, `via.port`. */
  readonly name: string
  readonly value: string | number
  /** Key of the instance's ports, or `externalAddress`. */
  readonly key: string
  /** In org.yaml; of an instance in a list below its entry. */
  readonly at: Path
}

type Known = readonly [name: string, key: string, at: Path]

const SETTINGS: Readonly<Record<string, readonly Known[]>> = {
  consul: [
    ['ports.server', 'server', ['ports', 'consul', 'server']],
    ['ports.serf_lan', 'serfLan', ['ports', 'consul', 'serfLan']],
    ['ports.http', 'http', ['ports', 'consul', 'http']],
  ],
  carrier: [
    ['p2p-host-ip', 'externalAddress', ['roles', 'carrier', 'externalAddress']],
    ['rpc-port', 'rpc', ['ports', 'carrier', 'rpc']],
    ['grpc-gateway-port', 'rest', ['ports', 'carrier', 'rest']],
    ['p2p-udp-port', 'p2pUdp', ['ports', 'carrier', 'p2pUdp']],
    ['p2p-tcp-port', 'p2pTcp', ['ports', 'carrier', 'p2pTcp']],
    ['pprof-port', 'pprof', ['ports', 'carrier', 'pprof']],
  ],
  via: [['via.port', 'via', ['ports', 'via']]],
  admin: [['server.port', 'admin', ['ports', 'admin']]],
  data: [['port', 'grpc', ['port']]],
  compute: [['port', 'grpc', ['port']]],
}

/** `data` of `data2`: the role that it plays. */
export function roleOfFolder(name: string): string {
  return name.replace(/\d+$/, '')
}

/** Where the settings of a service are, below the folder of all services. */
export function settingsFile(name: string): string {
  const file = { consul: 'consul.json', admin: 'application-admin.yml' }[name] ?? `${roleOfFolder(name)}.yml`
  return `${name}/config/${file}`
}

/** `config`: what the file of a service holds. Only ports and addresses: all else is told as it is, or a secret. */
export function oldSettings(role: string, config: unknown): OldSetting[] {
  return (SETTINGS[role] ?? []).flatMap(([name, key, at]) => {
    const value = settingIn(config, name)
    const isSaid = typeof value === 'number' || (typeof value === 'string' && value !== '')
    return isSaid ? [{ name, value, key, at }] : []
  })
}

/** `ports.http`: by the keys on the way, or one that is written so. */
export function settingIn(config: unknown, name: string): unknown {
  const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null
  const step = (value: unknown, key: string) =>
    isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return step(config, name) ?? name.split('.').reduce(step, config)
}
