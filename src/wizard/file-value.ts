import { isShort, SHARED_PORT_KEYS as PORT_KEYS, topologyFile } from '../org-file/schema.js'
import { ROOMS } from '../roles/index.js'
import type { Room } from '../roles/role.js'
import { type DraftEntry, type DraftFile, type DraftHost, draft, entriesOf } from './draft.js'

/**
 * The draft as the plain value of `org.yaml`: short forms where the file has them, keys in the order of the schema,
 * nothing that is empty. What the operator has not answered yet is missing, so that the rules ask for it.
 */
export function fileValue(file: DraftFile): Record<string, unknown> {
  const { ports, network, artifacts } = file
  return present({
    organisation: file.organisation,
    release: file.release,
    hosts: Object.fromEntries(file.hosts.map((host) => [host.name, hostValue(host)])),
    roles: present(
      Object.fromEntries(
        ROOMS.map((room) => [room.id, short(entriesOf(file, room.id).map((entry) => written(entry, room)))]),
      ),
    ),
    ports: filled(Object.fromEntries(PORT_KEYS.map((key) => [key, ports?.[key]]))),
    network: filled(network),
    artifacts: filled({ source: artifacts?.source, files: artifacts?.files }),
    installDirectory: file.installDirectory,
    serviceUser: file.serviceUser,
    operators: file.operators,
    firewall: file.firewall,
    consul: filled(file.consul),
    access: filled(file.access),
    metrics: filled(file.metrics),
    backup: filled(file.backup),
    hooks: filled(file.hooks),
  })
}

/** The draft of an `org.yaml` whose value has the right shape; throws zod's error when it has not. */
export function draftFileOf(value: unknown): DraftFile {
  const { hosts, roles, ports, network, artifacts, ...rest } = topologyFile.parse(value)
  return draft.shape.file.parse(
    present({
      ...rest,
      hosts: Object.entries(hosts).map(([name, host]) => {
        const local = host.local === true ? true : undefined
        const byHand = host.byHand === true ? true : undefined
        return { user: '', ...present({ name, ...host, local, byHand, jump: filled(host.jump) }) }
      }),
      roles: Object.fromEntries(ROOMS.map(({ id }) => [id, listed(roles[id]).map(longEntry)])),
      ports: filled(ports),
      network: filled(network),
      artifacts: filled(artifacts),
    }),
  )
}

/** The machine that the installer runs on, and one that is set up by hand, need no SSH: the file may not describe one. */
function hostValue({ name: _name, ...host }: DraftHost): Record<string, unknown> {
  const { address, local, byHand, user, port, identityFile, hostKey, ssh, jump } = host
  if (local === true || byHand === true) return present({ address, local, byHand })
  return present({ address, user, port, identityFile, hostKey, ssh, jump: filled(jump) })
}

/** One entry stands alone, several are a list, none is no key at all. */
function short(entries: readonly unknown[]): unknown {
  return entries.length > 1 ? entries : entries[0]
}

/** `h1` for `{host: h1}`, where that may be written. */
function written(entry: DraftEntry, room: Room): unknown {
  const keys = withoutNothing(entry)
  const count = Object.keys(keys).length
  if (count === 1 && isShort(room)) return entry.host
  return count === 0 ? undefined : keys
}

function listed(entries: unknown): readonly unknown[] {
  if (entries === undefined) return []
  return Array.isArray(entries) ? entries : [entries]
}

function longEntry(entry: unknown): Record<string, unknown> {
  return isMapping(entry) ? withoutNothing(entry) : { host: entry }
}

/** Without keys that hold nothing, also one level down. */
function withoutNothing(entry: object): Record<string, unknown> {
  const keys = Object.entries(present(entry))
  return Object.fromEntries(keys.map(([key, item]) => [key, isMapping(item) ? present(item) : item]))
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without the keys that hold nothing. An empty list says something: no bootstrap node at all. */
function present(entries: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined && value !== ''),
  )
}

/** Without what holds nothing, also one level down; undefined when nothing is left. */
function filled(entries: object | undefined): Record<string, unknown> | undefined {
  const items = Object.entries(entries ?? {}).map(([key, item]) => [
    key,
    isMapping(item) ? filled(item) : item,
  ])
  const left = present(Object.fromEntries(items))
  return Object.keys(left).length === 0 ? undefined : left
}
