import { accountOf, commentOf } from '../topology/accounts.js'
import {
  type Host,
  hostNamed,
  type Instance,
  instancesOf,
  instancesOn,
  isByHand,
  type Topology,
} from '../topology/topology.js'
import { serviceOf } from './index.js'
import type { Kept } from './service.js'

/** What a host backs up of one of its instances by itself. */
export interface BackedUp {
  readonly instance: Instance
  /** Identity, and databases of its own server. */
  readonly kept: readonly Kept[]
  /** What all of its role keep, which the first of them writes. */
  readonly hasSnapshot: boolean
  /** Of the organisation's folder: where they are below the instance's directory, by their path there. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * What is lost with the host. Uploads and results are not in it: they would fill the folder every day; nor is anything of a host that is
 * set up by hand, which keeps no record that a backup could be opened by.
 */
export function backedUpOn(topology: Topology, host: string): BackedUp[] {
  if (isByHand(topology, host)) return []
  return instancesOn(topology, host).flatMap((instance) => {
    const service = serviceOf(instance)
    const kept = service.keep(instance).filter((one) => one.kind === 'database' || one.what === 'identity')
    const isFirst =
      instancesOf(topology, instance.role).find((one) => !isByHand(topology, one.host)) === instance
    const hasSnapshot = isFirst && service.snapshot !== undefined
    const files = service.ofFolder?.(instance) ?? {}
    const isNothing = kept.length === 0 && !hasSnapshot && Object.keys(files).length === 0
    return isNothing ? [] : [{ instance, kept, hasSnapshot, files }]
  })
}

/** Whether a timer of that host makes backups. */
export function backsUp(topology: Topology, host: string): boolean {
  return topology.backup !== undefined && backedUpOn(topology, host).length > 0
}

const HOURS = { hour: 1, day: 24, week: 7 * 24 }

/** Seconds between two backups. */
export function backupPeriod({ every }: NonNullable<Topology['backup']>): number {
  return HOURS[every] * 3600
}

/** What a host remembers of its backups; root's alone. */
export function backupState(organisation: string): string {
  return `/var/lib/create-metis-node-backup-${organisation}`
}

/** The host that gets the backups of all, where org.yaml names one. */
export function receiverOf(topology: Pick<Topology, 'backup' | 'hosts'>): Host | undefined {
  const host = topology.backup?.receiver?.host
  return host === undefined ? undefined : hostNamed(topology, host)
}

/** Where the backups of a host lie, and where is written down what each was like as it came. */
export interface BackupPlace {
  readonly host: string
  /** Both absolute. */
  readonly folder: string
  readonly state: string
}

/** Undefined where org.yaml asks for none. */
export function backupPlace(topology: Topology, host: string): BackupPlace | undefined {
  const { backup, organisation } = topology
  if (backup === undefined) return undefined
  const { folder, receiver } = backup
  if (receiver === undefined) return { host, folder, state: backupState(organisation) }
  return { host: receiver.host, folder: `${folder}/${organisation}`, state: receivedState(organisation) }
}

/** Root's, but for what the account below writes down: it is that one's home. */
export function receivedState(organisation: string): string {
  return `/var/lib/create-metis-node-received-${organisation}`
}

/** As whom hosts log in where backups are kept, and nobody else does anything there. */
export function receivingAccount(topology: Pick<Topology, 'serviceUser' | 'organisation'>) {
  const one = { name: 'backups' }
  return { account: accountOf(topology, one), comment: commentOf(topology, one) }
}
