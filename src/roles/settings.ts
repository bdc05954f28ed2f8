import type * as z from 'zod'
import type { Instance, Role } from '../topology/topology.js'

/** What org.yaml says of a role, as data: schema, draft, rules, ports, firewall and guide are made from it. */
export interface Settings<I extends Instance = Instance> {
  /** How many an organisation has; `one advised`: at least one, more only for who knows why. `odd`: 1, 3 or 5. */
  readonly count: 'one' | 'at most one' | 'one advised' | 'odd' | 'any'
  /** For the schema's reader: one clause. */
  readonly about: string
  /** Keys of its entry besides `host` and its own ports. One that must be there makes the entry a mapping. */
  readonly entry: z.ZodRawShape
  readonly ports: readonly PortSetting<I>[]
  /** What its instance has besides name, host and ports. `entry` is what the schema has let pass. */
  build?(entry: Readonly<Record<string, unknown>>, ports: I['ports']): object
}

/** One port, or one range of ports, with the key that sets it. */
export interface PortSetting<I extends Instance = Instance> {
  /** Its name in `instance.ports`; a range is `instance.taskPorts`. */
  readonly key: string
  /** Where org.yaml sets it: below `ports`, for all instances of the role. */
  readonly at: readonly string[]
  /** Set in the instance's own entry instead, since several share a host; by default the next that is free. */
  readonly own?: true
  /** As in every manual of the network. Of a range its first port. */
  readonly usual: number
  /** Ports of a range. */
  readonly width?: number
  /** What org.yaml may say. */
  readonly value: z.ZodType
  readonly protocols: readonly ('tcp' | 'udp')[]
  /** `HTTP`, `p2p`, `task ports`: a word for tables. */
  readonly purpose: string
  /** In a list of settings, where `purpose` alone does not tell it apart. */
  readonly title?: string
  readonly from: readonly Peer[]
  /** Roles of the organisation that are told the external address, and dial that. */
  readonly toldTo?: readonly Role[]
  /** Absent: all addresses of the host. */
  readonly binds?: 'host' | 'loopback'
  /** Units of others that have the port already and share it. */
  readonly sharedWith?: readonly string[]
  /** Ends the schema's description: `open to the network`. */
  readonly remark?: string
  /** Absent: always. `kept free`: nothing listens, and nothing else may take it. */
  use?(instance: I): 'used' | 'kept free' | 'unused'
}

/** Who must reach a port: a role's hosts, everybody in the world, browsers, a Moirea platform, or the host itself. */
export type Peer = Role | 'world' | 'browsers' | 'moirea' | 'itself'
