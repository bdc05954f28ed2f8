import * as z from 'zod'
import { SSH_PORT } from '../roles/ports.js'
import { parseEndpoint } from '../topology/addresses.js'
import type { Path } from '../topology/document.js'
import type { Release } from '../topology/release.js'
import type { Host, Instance, Network, Topology } from '../topology/topology.js'
import { artifactIndex, artifactSource, bootstrapNode, endpoint, filePath } from '../topology/values.js'
import { buildBackups } from './backups.js'
import { buildInstances } from './build-instances.js'
import { piece, placedHosts } from './entries.js'
import { type hostEntry, topologyFile } from './schema.js'

/** A topology with the place of everything in it. Incomplete when the file is broken: then only for rules. */
export interface BuiltTopology {
  readonly topology: Topology
  /** Path of the entry that a host or an instance comes from. */
  readonly pathOf: (what: Host | Instance) => Path
}

const { shape } = topologyFile

/** Fills in all defaults. Takes whatever can be understood of the file and leaves out the rest. */
export function buildTopology(file: unknown, release: Release | undefined): BuiltTopology {
  const hosts = placedHosts(file).map(({ path, value, name }) => ({ path, value: buildHost(name, value) }))
  const network = buildNetwork(file, release)
  const placed = buildInstances(file, { hosts: hosts.map(({ value }) => value), network })
  const places = new Map<Host | Instance, Path>([...hosts, ...placed].map(({ value, path }) => [value, path]))
  const operators = piece(file, ['operators'], shape.operators)
  const firewall = piece(file, ['firewall'], shape.firewall)
  const consul = piece(file, ['consul'], shape.consul)
  const access = piece(file, ['access'], shape.access)
  const metrics = piece(file, ['metrics'], shape.metrics)
  const backup = piece(file, ['backup'], shape.backup)
  const hooks = piece(file, ['hooks'], shape.hooks)
  const source = piece(file, ['artifacts', 'source'], artifactSource)
  const index = piece(file, ['artifacts', 'index'], artifactIndex)
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
        ...(index === undefined ? {} : { index }),
        files: piece(file, ['artifacts', 'files'], z.record(z.string(), filePath)) ?? {},
      },
      ...(operators === undefined ? {} : { operators }),
      ...(firewall === undefined ? {} : { firewall }),
      ...(consul?.acl === 'off' ? {} : { acl: 'on' as const }),
      ...(access === undefined ? {} : { access }),
      ...(metrics === undefined ? {} : { metrics }),
      ...(backup === undefined ? {} : { backup: buildBackups(backup) }),
      ...(hooks === undefined ? {} : { hooks }),
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

/** The host that an entry describes, also before its address is known. */
export function buildHost(name: string, entry: z.infer<typeof hostEntry>): Host {
  const { address, local = false, byHand, ssh = address, jump, ...login } = entry
  return {
    name,
    address,
    local,
    ...(byHand === true ? { byHand } : {}),
    ssh: {
      ...LOGIN,
      ...login,
      address: ssh,
      ...(jump === undefined ? {} : { jump: { ...LOGIN, ...jump } }),
    },
  }
}

/** What a login is where the file does not say it. */
const LOGIN = { port: SSH_PORT, user: '' }
