import * as z from 'zod'
import { SSH_PORT } from '../roles/ports.js'
import { parseEndpoint } from '../topology/addresses.js'
import type { Path } from '../topology/path.js'
import type { Release } from '../topology/release.js'
import type { Host, Instance, Login, Network, Topology } from '../topology/topology.js'
import { artifactSource, bootstrapNode, endpoint, filePath } from '../topology/values.js'
import { buildInstances } from './build-instances.js'
import { type Placed, piece, placedHosts } from './entries.js'
import { topologyFile } from './schema.js'

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
  const network = buildNetwork(file, release)
  const placed = buildInstances(file, { hosts: hosts.map(({ value }) => value), network })
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

function place<T>(path: Path, value: T): Placed<T> {
  return { path, value }
}
