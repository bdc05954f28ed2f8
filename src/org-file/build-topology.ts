import * as z from 'zod'
import { parseEndpoint } from '../topology/addresses.js'
import { type Path, valueAt } from '../topology/path.js'
import type { Release } from '../topology/release.js'
import type { Host, Instance, Login, Network, Topology } from '../topology/topology.js'
import { artifactSource, bootstrapNode, endpoint, filePath, port, servicePort } from '../topology/values.js'
import { buildFighters } from './build-fighters.js'
import { DEFAULT_PORTS, SSH_PORT } from './default-ports.js'
import {
  entry,
  type Placed,
  piece,
  placedAdmins,
  placedConsuls,
  placedExposed,
  placedHosts,
} from './entries.js'
import { carrierPorts, consolePorts, consulPorts, topologyFile } from './schema.js'

/** A topology with the place of everything in it. Incomplete when the file is broken: then only for rules. */
export interface BuiltTopology {
  readonly topology: Topology
  /** Path of the entry that a host or an instance comes from. */
  readonly pathOf: (what: Host | Instance) => Path
}

const { shape } = topologyFile

/** Fills in all defaults. Takes whatever can be understood of the file and leaves out the rest. */
export function buildTopology(file: unknown, release: Release | undefined): BuiltTopology {
  const hosts = placedHosts(file).map(({ path, value, name }) => place(path, buildHost(name, value)))
  const servers = [...buildConsuls(file), ...buildCarrier(file), ...buildAdmins(file), ...buildVia(file)]
  const network = buildNetwork(file, release)
  const fighters = buildFighters(file, {
    hosts: hosts.map(({ value }) => value),
    servers: servers.map(({ value }) => value),
    network,
  })
  const placed = [...servers, ...fighters]
  const places = new Map<Host | Instance, Path>([...hosts, ...placed].map(({ value, path }) => [value, path]))
  const source = piece(file, ['artifacts', 'source'], artifactSource)
  return {
    topology: {
      organisation: piece(file, ['organisation'], shape.organisation) ?? '',
      release: piece(file, ['release'], shape.release) ?? '',
      installDirectory: piece(file, ['installDirectory'], shape.installDirectory) ?? '/opt/metis',
      serviceUser: piece(file, ['serviceUser'], shape.serviceUser) ?? 'metis',
      hosts: hosts.map(({ value }) => value),
      instances: placed.map(({ value }) => value),
      network,
      artifacts: {
        ...(source === undefined ? {} : { source }),
        files: piece(file, ['artifacts', 'files'], z.record(z.string(), filePath)) ?? {},
      },
    },
    pathOf: (what) => places.get(what) ?? [],
  }
}

function buildNetwork(file: unknown, release: Release | undefined): Network {
  const dataCenter = parseEndpoint(piece(file, ['network', 'dataCenter'], endpoint) ?? '')
  const nodes = piece(file, ['network', 'bootstrapNodes'], z.array(bootstrapNode))
  return {
    dataCenter: dataCenter ?? release?.network.dataCenter ?? { address: '', port: 0 },
    bootstrapNodes: nodes ?? release?.network.bootstrapNodes ?? [],
  }
}

type HostValue = ReturnType<typeof placedHosts>[number]['value']

function buildHost(name: string, entry: HostValue): Host {
  return {
    name,
    address: entry.address,
    local: entry.local === true,
    ...(entry.byHand === true ? { byHand: true } : {}),
    ssh: {
      ...login({ ...entry, address: entry.ssh ?? entry.address }),
      ...(entry.jump === undefined ? {} : { jump: login(entry.jump) }),
    },
  }
}

function login(entry: Pick<HostValue, 'address' | 'user' | 'port' | 'identityFile' | 'hostKey'>): Login {
  return {
    address: entry.address,
    port: entry.port ?? SSH_PORT,
    user: entry.user ?? '',
    ...(entry.identityFile === undefined ? {} : { identityFile: entry.identityFile }),
    ...(entry.hostKey === undefined ? {} : { hostKey: entry.hostKey }),
  }
}

function buildConsuls(file: unknown): Placed<Instance>[] {
  const ports = withDefaults(DEFAULT_PORTS.consul, entry(valueAt(file, ['ports', 'consul']), consulPorts))
  return placedConsuls(file).map(({ path, value }) =>
    place(path, { role: 'consul', name: 'consul', host: value.host, ports }),
  )
}

function buildCarrier(file: unknown): Placed<Instance>[] {
  const ports = withDefaults(DEFAULT_PORTS.carrier, entry(valueAt(file, ['ports', 'carrier']), carrierPorts))
  return placedExposed(file, 'carrier').map(({ path, value }) =>
    place(path, { role: 'carrier', name: 'carrier', ...value, ports }),
  )
}

function buildVia(file: unknown): Placed<Instance>[] {
  const via = piece(file, ['ports', 'via'], servicePort) ?? DEFAULT_PORTS.via
  return placedExposed(file, 'via').map(({ path, value }) =>
    place(path, { role: 'via', name: 'via', ...value, ports: { via } }),
  )
}

function buildAdmins(file: unknown): Placed<Instance>[] {
  const ports = {
    admin: piece(file, ['ports', 'admin'], servicePort) ?? DEFAULT_PORTS.admin,
    ...withDefaults(DEFAULT_PORTS.console, entry(valueAt(file, ['ports', 'console']), consolePorts)),
  }
  const databasePort = piece(file, ['ports', 'database'], port) ?? DEFAULT_PORTS.database
  return placedAdmins(file).map(({ path, value: { host, database, tls } }) =>
    place(path, {
      role: 'admin',
      name: 'admin',
      host,
      ports,
      database:
        database === undefined
          ? { kind: 'managed', port: databasePort }
          : { kind: 'external', ...database, port: database.port ?? DEFAULT_PORTS.database },
      ...(tls === undefined ? {} : { tls }),
    }),
  )
}

function place<T>(path: Path, value: T): Placed<T> {
  return { path, value }
}

function withDefaults<K extends string>(
  defaults: Readonly<Record<K, number>>,
  given: { readonly [key in K]?: number | undefined } | undefined,
): Record<K, number> {
  const filled: Record<K, number> = { ...defaults }
  for (const key of Object.keys(defaults) as K[]) filled[key] = given?.[key] ?? defaults[key]
  return filled
}
