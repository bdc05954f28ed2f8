import { createECDH } from 'node:crypto'
import { type Problem, problem } from '../../errors/problem.js'
import { oldSettings, roleOfFolder } from '../../inventory/old-settings.js'
import { peerId } from '../../roles/carrier/enr.js'
import { CARRIER } from '../../roles/carrier/settings.js'
import { formatPath } from '../../topology/document.js'
import type { Release } from '../../topology/release.js'
import { type Instance, instanceId, instancesOf, type Topology } from '../../topology/topology.js'
import type { OldFile, OldHost, OldLook } from './look-at-old.js'

/** The one that the key, the carrier and the database agree upon; nothing in it is a secret. */
interface OldIdentity {
  /** `16Uiu2HA…` */
  readonly peer: string
  readonly enr: string
  /** Both empty before anybody has joined in the console. */
  readonly identity: string
  readonly name: string
}

export interface OldVerdict {
  /** Absent where it is not known, or not one: then nothing may be taken over. */
  readonly identity?: OldIdentity
  /** Files of the release by their name, one for all hosts that have it. */
  readonly files: readonly (OldFile & { readonly hosts: readonly string[] })[]
  readonly problems: readonly Problem[]
}

/** Whether what runs there can become what org.yaml says: identity, settings, services, files. */
export function judgeOld(
  topology: Topology,
  { artifacts }: Pick<Release, 'artifacts'>,
  hosts: readonly OldHost[],
): OldVerdict {
  const { identity, problems } = identityOf(hosts)
  const files = filesOf(artifacts, hosts)
  return {
    ...(identity === undefined ? {} : { identity }),
    files: files.files,
    problems: [...problems, ...differences(topology, hosts), ...files.problems],
  }
}

/** Three say who it is. A mistake here is another member of the network, or two of one name. */
function identityOf(hosts: readonly OldHost[]): { identity?: OldIdentity; problems: Problem[] } {
  const bearers = hosts.filter(({ key }) => key !== undefined)
  const [bearer] = bearers
  if (bearer?.key === undefined) return { problems: [problem('adopt.no-carrier')] }
  const { host, carrier } = bearer
  if (bearers.length > 1)
    return { problems: [problem('adopt.two-carriers', { hosts: bearers.map((one) => one.host).join(', ') })] }
  const file = bearer.services.find(({ name }) => name === 'carrier')?.folder ?? ''
  const path = `${file}/carrier/p2p_priv_key/p2p_priv_key`
  const peer = peerOfKey(bearer.key)
  if (peer === undefined)
    return { problems: [problem('adopt.key-damaged', { host, path, bytes: bearer.key.length }, { host })] }
  if (carrier === undefined) return { problems: [problem('adopt.carrier-silent', { host }, { host })] }
  const says = /\/p2p\/([A-Za-z0-9]+)$/.exec(carrier.multiAddress)?.[1] ?? '-'
  if (says !== peer)
    return { problems: [problem('adopt.other-peer', { host, path, key: peer, carrier: says }, { host })] }
  const database = hosts.find(({ joined }) => joined !== undefined)
  if (database?.joined === undefined || database.joined === '?')
    return {
      problems: [problem('adopt.database-silent', {}, database === undefined ? {} : { host: database.host })],
    }
  if (database.joined !== carrier.identity) {
    const details = {
      carrier: carrier.identity || '-',
      database: database.joined || '-',
      host: database.host,
    }
    return { problems: [problem('adopt.other-identity', details, { host: database.host })] }
  }
  return {
    identity: { peer, enr: carrier.enr, identity: carrier.identity, name: carrier.name },
    problems: [],
  }
}

/** Undefined for what is no key: 64 hex digits, and nothing else. */
function peerOfKey(key: string): string | undefined {
  if (!/^[0-9a-fA-F]{64}$/.test(key)) return undefined
  try {
    const curve = createECDH('secp256k1')
    curve.setPrivateKey(key, 'hex')
    return peerId(curve.getPublicKey(null, 'compressed'))
  } catch {
    // Zero, or not below the order of the curve.
    return undefined
  }
}

function differences(topology: Topology, hosts: readonly OldHost[]): Problem[] {
  const matched = new Set<string>()
  const registry = registryOf(hosts)
  const told = hosts.flatMap((here) =>
    here.services.flatMap((service): Problem[] => {
      const role = roleOfFolder(service.name)
      const { host } = here
      if (service.config === undefined)
        return [problem('adopt.unread', { host, file: service.file, service: service.name }, { host })]
      const settings = oldSettings(role, service.config)
      const port = settings.find(({ key }) => key === 'grpc')?.value
      const planned = instancesOf(topology, role).find(
        (one) =>
          one.host === host &&
          (port === undefined || one.ports.grpc === port || isOnlyOne(topology, one, here)),
      )
      if (planned === undefined) {
        const line = port === undefined ? `${role}: ${host}` : `${role}: [{ host: ${host}, port: ${port} }]`
        return [problem('adopt.not-planned', { host, service: service.name, line }, { host })]
      }
      matched.add(instanceId(planned))
      // Whoever dials Consul dials the first server, and all are to have its ports.
      const isDialled = role !== 'consul' || registry === undefined || registry === addressOf(topology, host)
      return isDialled ? settingsDiffer(topology, planned, service, settings) : []
    }),
  )
  const missing = topology.instances
    .filter((one) => !matched.has(instanceId(one)))
    .map((one) => problem('adopt.not-there', { instance: instanceId(one) }, { host: one.host }, 'warning'))
  return [...told, ...missing]
}

function settingsDiffer(
  topology: Topology,
  planned: Instance,
  { file }: OldLook,
  settings: ReturnType<typeof oldSettings>,
): Problem[] {
  return settings.flatMap(({ name, value, key, at }) => {
    const said = key === 'externalAddress' ? planned.externalAddress : planned.ports[key]
    if (said === undefined || said === value) return []
    const index = instancesOf(topology, planned.role).indexOf(planned)
    const path = formatPath(
      at.length > 1 || planned.ports.grpc === undefined ? at : ['roles', planned.role, index, ...at],
    )
    const { host } = planned
    return [problem('adopt.differs', { host, file, name, value, said, path }, { host })]
  })
}

/** The only service of its kind on that host, there and here: its port alone differs. */
function isOnlyOne(topology: Topology, { host, role }: Instance, { services }: OldHost): boolean {
  return (
    services.filter(({ name }) => roleOfFolder(name) === role).length === 1 &&
    instancesOf(topology, role).filter((one) => one.host === host).length === 1
  )
}

function registryOf(hosts: readonly OldHost[]): unknown {
  const carrier = hosts.flatMap(({ services }) => services).find(({ name }) => name === CARRIER)
  return (carrier?.config as Readonly<Record<string, unknown>> | undefined)?.['discovery-server-ip']
}

function addressOf(topology: Topology, host: string): string | undefined {
  return topology.hosts.find(({ name }) => name === host)?.address
}

/** No site has them any more: a file that differs between hosts was changed on one of them. */
function filesOf(
  artifacts: Release['artifacts'],
  hosts: readonly OldHost[],
): Pick<OldVerdict, 'files' | 'problems'> {
  const found = new Map<string, OldVerdict['files'][number]>()
  const problems = new Map<string, Problem>()
  for (const { host, avx2, files } of hosts)
    for (const file of files) {
      // A variant for the processor has the name of the other one.
      const variant = artifacts.find(
        (one) => one.cpu === (avx2 ? 'avx2' : 'no-avx2') && one.file.endsWith(`/${file.name}`),
      )
      const name = variant?.file ?? file.name
      const known = found.get(name)
      if (known === undefined) found.set(name, { ...file, name, hosts: [host] })
      else if (known.sha256 !== file.sha256) {
        const details = { name, host, path: file.path, other: known.hosts[0] ?? '', otherPath: known.path }
        problems.set(name, problem('adopt.files-differ', details, { host }))
      } else if (!known.hosts.includes(host)) found.set(name, { ...known, hosts: [...known.hosts, host] })
    }
  return { files: [...found.values()], problems: [...problems.values()] }
}
