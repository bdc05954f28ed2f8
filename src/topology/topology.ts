import { groupBy } from '../lib/group-by.js'
import { oncePer } from '../lib/once-per.js'

/** Id of a room in `roles/index.ts`: what an instance does. */
export type Role = string

declare const kind: unique symbol
/** A role together with what its instances are: the room's own schema has made them. */
export type RoleOf<I extends Instance> = Role & { readonly [kind]?: I }

/**
 * One organisation's MetisNode, complete: what `org.yaml` says with every default filled in.
 * Made by `parseTopology`; everything that plans, checks or shows reads this.
 */
export interface Topology {
  /** Also the name that is typed to confirm a removal; `[a-z][a-z0-9-]{0,30}`. */
  readonly organisation: string
  /** Id of a release, e.g. `metis-0.3.0`: a file in `presets/releases/`. */
  readonly release: string
  /** Absolute path on every host, default `/opt/metis`. */
  readonly installDirectory: string
  /** How the names of the services' Unix accounts begin, default `metis`: see `accountOf`. */
  readonly serviceUser: string
  readonly hosts: readonly Host[]
  /** Hosts that were part of it and that the file no longer names, as far as they are not known to have nothing of it. */
  readonly former?: readonly Host[]
  /** In start order; the first consul is the one agent that everybody registers with. */
  readonly instances: readonly Instance[]
  readonly network: Network
  readonly artifacts: ArtifactSources
  /** Who may open what is sealed of the secrets, at most 50; absent: whoever has the recovery passphrase. */
  readonly operators?: readonly Operator[]
  /** Who closes the services' ports to others: tables that are kept on the hosts, or somebody else; absent: nobody was asked yet. */
  readonly firewall?: 'managed' | 'by-hand'
  /** Consul answers only who has a token; absent: the file says that it answers everybody. */
  readonly acl?: 'on'
  /** Where those are who are no host of the organisation. */
  readonly access?: Access
  /** Where hosts write metrics, absolute; absent: nowhere. */
  readonly metrics?: { readonly directory: string }
  /** How hosts back up by themselves; absent: they do not. */
  readonly backup?: HostBackups
  /** Commands that are run on the operator's machine. */
  readonly hooks?: Hooks
}

/** IPv4 addresses and networks, `10.0.0.0/8`. */
export interface Access {
  /** Who uses the console and SSH. Absent: not known. */
  readonly operators?: readonly string[]
  /** Moirea platforms. Absent: there is none. */
  readonly moirea?: readonly string[]
  /** Other organisations of the network. Absent: everybody. */
  readonly partners?: readonly string[]
}

/** Backups that a timer of each host makes of what is its own. */
export interface HostBackups {
  readonly every: 'hour' | 'day' | 'week'
  /** How many of each host. */
  readonly keep: number
  /** Absolute. */
  readonly folder: string
  /** Whose folder it is; absent: each host's own. */
  readonly receiver?: BackupReceiver
}

/** A host that gets the backups of all. */
export interface BackupReceiver {
  /** Its name. */
  readonly host: string
  /** GiB that one backup may have. */
  readonly largest: number
}

/** What a hook hears of. `attention`: `status` has found something that it had not found before. */
export type HookEvent = 'begun' | 'done' | 'failed' | 'attention'
/** A program and its arguments for each event that is to be told. */
export type Hooks = Readonly<Partial<Record<HookEvent, readonly string[]>>>

export interface Operator {
  readonly name: string
  /** Public half of an age key, `age1…`. */
  readonly key: string
}

export interface Host {
  /** The operator's name for it, e.g. `h1`. */
  readonly name: string
  /** Strict IPv4: registered in Consul and told to other services. */
  readonly address: string
  /** True for the machine that the installer runs on: no SSH. */
  readonly local: boolean
  /** Never connected to: a kit is carried to its console, and a receipt back. */
  readonly byHand?: true
  readonly ssh: Login
}

export interface Login {
  /** Where sshd answers; the host's address unless the file names another. */
  readonly address: string
  readonly port: number
  readonly user: string
  /** Path as written in the file; `~/` is the operator's home. Absent: agent, default keys or password. */
  readonly identityFile?: string
  /** Expected host key, `SHA256:…`. Absent: the organisation's known_hosts decides. */
  readonly hostKey?: string
  readonly jump?: Login
}

/** One role on one host. What only some roles have is told by their rooms: `roles/<role>/settings.ts`. */
export interface Instance {
  /** Id of its room. */
  readonly role: Role
  /** Directory and unit name: `consul`, `data-8700`. Unique on its host. */
  readonly name: string
  /** Name of the host. */
  readonly host: string
  /** By the keys of the room's ports; of a range the first. */
  readonly ports: Readonly<Record<string, number>>
  /** Inclusive, for tasks that others dial in to. */
  readonly taskPorts?: readonly [first: number, last: number]
  /** What other organisations dial; strict IPv4. */
  readonly externalAddress?: string
}

export interface Network {
  readonly dataCenter: { readonly address: string; readonly port: number }
  /** ENR strings; empty for the first node of a private network. */
  readonly bootstrapNodes: readonly string[]
}

export interface ArtifactSources {
  /** A folder or an http(s) address that holds the release's files; absent: the release's own address. */
  readonly source?: string
  /** A Python package index, http(s); absent: the one that pip is told of, or the public one. */
  readonly index?: string
  /** Single artifacts given as a file, by artifact id. */
  readonly files: Readonly<Record<string, string>>
}

/** `consul@h1`: how an instance is named to people and in plans. */
export function instanceId(instance: Pick<Instance, 'name' | 'host'>): string {
  return `${instance.name}@${instance.host}`
}

/** Instances of one role, in the topology's order. */
export function instancesOf<I extends Instance = Instance>(
  { instances }: Pick<Topology, 'instances'>,
  role: RoleOf<I>,
): readonly I[] {
  return (byRole(instances).get(role) ?? []) as unknown as readonly I[]
}

/** Instances on one host, in the topology's order. */
export function instancesOn({ instances }: Pick<Topology, 'instances'>, host: string): readonly Instance[] {
  return byHost(instances).get(host) ?? []
}

/** Also those that the file no longer names: what is on them is the organisation's still. */
export function allHosts({ hosts, former = [] }: Pick<Topology, 'hosts' | 'former'>): readonly Host[] {
  return former.length === 0 ? hosts : [...hosts, ...former]
}

/** The host that an instance is on. The parser has made sure that there is one. */
export function hostOf({ hosts }: Pick<Topology, 'hosts'>, instance: Pick<Instance, 'host'>): Host {
  const host = hostNamed({ hosts }, instance.host)
  if (host === undefined) throw new Error(`no host ${instance.host} in the topology`)
  return host
}

export function hostNamed({ hosts }: Pick<Topology, 'hosts'>, name: string): Host | undefined {
  return byName(hosts).get(name)?.[0]
}

/** Whether that host is set up with kits, and never connected to. */
export function isByHand({ hosts }: Pick<Topology, 'hosts'>, host: string): boolean {
  return hostNamed({ hosts }, host)?.byHand === true
}

// Of hundreds of hosts each is asked about hundreds of times.
const byRole = oncePer((instances: readonly Instance[]) => groupBy(instances, ({ role }) => role))
const byHost = oncePer((instances: readonly Instance[]) => groupBy(instances, ({ host }) => host))
const byName = oncePer((hosts: readonly Host[]) => groupBy(hosts, ({ name }) => name))
