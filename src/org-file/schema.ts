import * as z from 'zod'
import { groupBy } from '../lib/group-by.js'
import { oncePer } from '../lib/once-per.js'
import { ROOMS } from '../roles/index.js'
import type { Room } from '../roles/role.js'
import type { PortSetting } from '../roles/settings.js'
import {
  artifactIndex,
  artifactSource,
  bootstrapNode,
  endpoint,
  filePath,
  hostAddress,
  hostDirectory,
  hostKey,
  hostOrAddress,
  installDirectory,
  loginUser,
  name,
  network,
  operatorKey,
  operatorName,
  port,
  serviceUser,
} from '../topology/values.js'
import { backups } from './backups.js'
import { hooks } from './hooks.js'

const jump = z.strictObject({
  address: hostOrAddress.describe('Address or name of the jump host'),
  user: loginUser.describe('SSH user on the jump host'),
  port: port.exactOptional().describe('SSH port of the jump host, default 22'),
  identityFile: filePath.exactOptional().describe('Private key for the jump host; ~/ is your home directory'),
  hostKey: hostKey.exactOptional().describe('Expected host key fingerprint of the jump host, SHA256:…'),
})

/** One host as the file describes it. */
export const hostEntry = z.strictObject({
  address: hostAddress.describe('IPv4 address on the first network interface: what the services register'),
  local: z.boolean().optional().describe('true: the machine that the installer runs on, no SSH'),
  byHand: z
    .boolean()
    .optional()
    .describe('true: never connected to; a kit is carried to its console, and a receipt back'),
  user: loginUser.exactOptional().describe('SSH user; needs sudo unless it is root'),
  port: port.exactOptional().describe('SSH port, default 22'),
  identityFile: filePath.exactOptional().describe('Private key file; ~/ is your home directory'),
  hostKey: hostKey.exactOptional().describe('Expected host key fingerprint, SHA256:…'),
  ssh: hostOrAddress.optional().describe('Address or name for SSH, when it is not the address above'),
  jump: jump.optional().describe('Host to go through'),
})

const hostName = z.string().describe('Name of a host above')

/** One entry of a role, written out: its host, its own keys, its own ports. */
export const entrySchema = oncePer(({ settings }: Room) =>
  z.strictObject({ host: hostName, ...settings.entry, ...ownPorts(settings) }),
)

/** Whether its entry may stand as the name of its host alone. */
export const isShort = oncePer((room: Room) => entrySchema(room).safeParse({ host: 'h1' }).success)

/** Whether there may be a list of entries. */
export function isList({ settings: { count } }: Room): boolean {
  return count !== 'one' && count !== 'at most one'
}

/** What stands under `roles`: an entry or a list of them, each a mapping or the name of its host. */
function roleSchema(room: Room): z.ZodType {
  const { about, count, entry, ports } = room.settings
  const hasKeys = Object.keys(entry).length > 0 || ports.some(({ own }) => own)
  const mapping = hasKeys ? [entrySchema(room)] : []
  const one = oneOf([...(isShort(room) ? [hostName] : []), ...mapping])
  const written = isList(room) ? oneOf([...(isShort(room) ? [hostName] : []), ...mapping, z.array(one)]) : one
  return (count === 'any' || count === 'at most one' ? written.optional() : written).describe(about)
}

function oneOf([first, ...others]: readonly z.ZodType[]): z.ZodType {
  if (first === undefined) throw new Error('an entry is nothing')
  return others.length === 0 ? first : z.union([first, ...others])
}

function ownPorts({ ports }: Room['settings']): z.ZodRawShape {
  const own = ports.filter((port) => port.own)
  return Object.fromEntries(own.map((port) => [port.at[0], described(port, ', then the next free')]))
}

/** The ports that are set for all instances of a role: under a key of their own, or grouped. */
function sharedPorts(): z.ZodRawShape {
  const shared = ROOMS.flatMap(({ settings }) => settings.ports.filter(({ own }) => own === undefined))
  const groups = groupBy(shared, ({ at }) => at[0] ?? '')
  return Object.fromEntries(
    [...groups].map(([group, ports]) => {
      const [first] = ports
      if (first?.at.length === 1) return [group, described(first, '')]
      const keys = ports.map((port) => [port.at[1], described(port, '')])
      return [group, z.strictObject(Object.fromEntries(keys)).optional().describe(`Ports of ${group}`)]
    }),
  )
}

/** Keys below `ports`, in the order of the schema. */
export const SHARED_PORT_KEYS: readonly string[] = Object.keys(sharedPorts())

function described({ value, usual, width, remark }: PortSetting, more: string): z.ZodType {
  const usually = width === undefined ? usual : `${usual}-${usual + width - 1}`
  return value.optional().describe(`Default ${usually}${more}${remark === undefined ? '' : `, ${remark}`}`)
}

const networks = (about: string) => z.array(network).min(1).max(100).exactOptional().describe(about)

const access = z.strictObject({
  operators: networks('Networks from which console and SSH are used; default: private networks'),
  moirea: networks('Addresses of Moirea platforms that may drive the carrier; default: none'),
  partners: networks('Networks of the other organisations, for p2p and via; default: everybody'),
})

/** Who may open the organisation's secrets; each person and each key once. */
const operators = z
  .array(
    z.strictObject({
      name: operatorName.describe('What the person is called'),
      key: operatorKey.describe('Public half of the age key of that person: age1…, as age-keygen prints it'),
    }),
  )
  .min(1, 'topology.operator-count')
  .max(50, 'topology.operator-count')
  .superRefine((all, context) => {
    for (const key of ['name', 'key'] as const) {
      all.forEach((operator, at) => {
        if (all.findIndex((other) => other[key] === operator[key]) < at)
          context.addIssue({ code: 'custom', path: [at, key], message: 'topology.repeated-operator' })
      })
    }
  })

/** The operator's file, `org.yaml`. Everything but hosts and roles has a default. */
export const topologyFile = z.strictObject({
  organisation: name.describe('Name of the organisation: a small letter, then small letters, digits and -'),
  release: z.string().describe('Release to install, e.g. metis-0.3.0'),
  hosts: z.record(name, hostEntry).describe('The machines, by a name of your choice'),
  roles: z
    .strictObject(Object.fromEntries(ROOMS.map((room) => [room.id, roleSchema(room)])))
    .describe('Which host bears which role'),
  ports: z.strictObject(sharedPorts()).optional().describe('Ports other than the default ones'),
  network: z
    .strictObject({
      dataCenter: endpoint
        .optional()
        .describe('ADDRESS:PORT of the data center; default: that of the release'),
      bootstrapNodes: z
        .array(bootstrapNode)
        .optional()
        .describe('ENR strings; default: those of the release; [] for the first node of a private network'),
    })
    .optional()
    .describe('The network to join; default: the public one of the release'),
  artifacts: z
    .strictObject({
      source: artifactSource
        .optional()
        .describe('Folder, zip file or http(s) address that holds the files of the release'),
      index: artifactIndex
        .optional()
        .describe(
          'Package index, http(s), for the Python packages; default: what pip is told of, else the public one',
        ),
      files: z.record(z.string(), filePath).optional().describe('Single artifacts as a file, by artifact id'),
    })
    .optional()
    .describe('Where the files come from; default: the published address of the release'),
  installDirectory: installDirectory.optional().describe('Absolute path on every host, default /opt/metis'),
  serviceUser: serviceUser
    .optional()
    .describe(
      'how the names of the Unix accounts begin that services run as, default metis: metis-carrier, metis-data-8700',
    ),
  operators: operators
    .optional()
    .describe('Who may open the sealed secrets; default: whoever has the recovery passphrase'),
  firewall: z
    .enum(['managed', 'by-hand'])
    .optional()
    .describe(
      'managed: every host closes the ports of services to others; by-hand: you do. Default: nobody does',
    ),
  consul: z
    .strictObject({
      acl: z
        .enum(['on', 'off'])
        .exactOptional()
        .describe(
          'off: Consul answers everybody; on, the default: only who has a token, and each service gets one',
        ),
    })
    .optional()
    .describe('How Consul is set up'),
  access: access
    .optional()
    .describe('Where those are who are no host above: addresses, or networks such as 10.0.0.0/8'),
  metrics: z
    .strictObject({
      directory: hostDirectory.describe("Folder that node_exporter's textfile collector reads on every host"),
    })
    .optional()
    .describe('Metrics for Prometheus, written by a timer on every host; default: none'),
  backup: backups
    .optional()
    .describe('Sealed backups, made by a timer on every host that has something to lose; default: none'),
  hooks: hooks.optional().describe('Commands of your own that runs and status start on this computer'),
})

/**
 * JSON Schema of `org.yaml`, for editors: completion, descriptions, and the errors that one key can show. In the draft
 * that every editor knows.
 */
export function topologyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(topologyFile, { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'org.yaml of create-metis-node' }
}
