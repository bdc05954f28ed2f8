import { topologyFile } from '../org-file/schema.js'
import { type DraftFile, type DraftHost, draft } from './draft.js'

/**
 * The draft as the plain value of `org.yaml`: short forms where the file has them, keys in the order of the schema,
 * nothing that is empty. What the operator has not answered yet is missing, so that the rules ask for it.
 */
export function fileValue(file: DraftFile): Record<string, unknown> {
  const { roles, ports, network, artifacts } = file
  return present({
    organisation: file.organisation,
    release: file.release,
    hosts: Object.fromEntries(file.hosts.map((host) => [host.name, hostValue(host)])),
    roles: present({
      consul: short(roles.consul),
      carrier: filled(roles.carrier),
      admin: short(roles.admin.map(plainEntry)),
      via: filled(roles.via),
      data: short(roles.data.map(plainEntry)),
      compute: short(roles.compute.map(plainEntry)),
    }),
    ports: filled({
      consul: filled(ports?.consul),
      carrier: filled(ports?.carrier),
      via: ports?.via,
      admin: ports?.admin,
      console: filled(ports?.console),
      database: ports?.database,
    }),
    network: filled(network),
    artifacts: filled({ source: artifacts?.source, files: filled(artifacts?.files) }),
    installDirectory: file.installDirectory,
    serviceUser: file.serviceUser,
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
      roles: present({
        consul: listed(roles.consul),
        carrier: roles.carrier,
        admin: listed(roles.admin).map(longEntry),
        via: roles.via,
        data: listed(roles.data).map(longEntry),
        compute: listed(roles.compute).map(longEntry),
      }),
      ports: filled({
        ...ports,
        consul: filled(ports?.consul),
        carrier: filled(ports?.carrier),
        console: filled(ports?.console),
      }),
      network: filled(network),
      artifacts: filled({ ...artifacts, files: filled(artifacts?.files) }),
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

/** `h1` for `{host: h1}`. */
function plainEntry(entry: { readonly host: string }): unknown {
  const written: Record<string, unknown> = present(entry)
  const nested = Object.entries(written).map(([key, item]) => [key, isMapping(item) ? present(item) : item])
  return nested.length === 1 && written.host !== undefined ? written.host : Object.fromEntries(nested)
}

function listed<T>(entries: T | readonly T[] | undefined): readonly T[] {
  if (entries === undefined) return []
  return isList(entries) ? entries : [entries]
}

function isList<T>(entries: T | readonly T[]): entries is readonly T[] {
  return Array.isArray(entries)
}

function longEntry<T extends object>(entry: string | T): Record<string, unknown> {
  if (typeof entry === 'string') return { host: entry }
  return Object.fromEntries(
    Object.entries(present(entry)).map(([key, item]) => [key, isMapping(item) ? present(item) : item]),
  )
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

function filled(entries: object | undefined): Record<string, unknown> | undefined {
  const written = present(entries ?? {})
  return Object.keys(written).length === 0 ? undefined : written
}
