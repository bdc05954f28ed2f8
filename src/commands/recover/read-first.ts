import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fault, type InstallerError, type Problem } from '../../errors/problem.js'
import type { OrganisationRecord } from '../../record/record.js'
import { askFacts } from '../../runner/ask-facts.js'
import { readIfThere } from '../../state/files.js'
import type { Host } from '../../topology/topology.js'
import type { ConnectOptions } from '../../transports/connect-options.js'
import { fetchNewestRecord } from '../organisation/fetch-newest-record.js'
import type { Machines } from '../organisation/machines.js'
import type { FirstHost } from './require-own-key.js'

interface Reading {
  readonly host: Host
  readonly connect: Machines['connect']
  readonly options: Omit<ConnectOptions, 'knownHostsPath' | 'secrets'> & { readonly signal: AbortSignal }
  /** It is connected. */
  readonly onConnected: () => void
}

interface FirstAnswer {
  readonly record: OrganisationRecord
  readonly problems: readonly Problem[]
  readonly first: FirstHost
}

/** What the first host keeps, of which nothing is known: its key is asked about. Throws `record.none`, `record.none-yet`. */
export async function readFirst({ host, connect, options, onConnected }: Reading): Promise<FirstAnswer> {
  const { name: from } = host
  const { signal } = options
  const directory = await mkdtemp(join(tmpdir(), 'create-metis-node-'))
  const knownHostsPath = join(directory, 'known_hosts')
  try {
    const transport = await connect(host, { ...options, knownHostsPath, secrets: noSecret })
    try {
      onConnected()
      const { identity, receipts } = await askFacts(transport, from, ONLY_FIXED, signal)
      const newest = await fetchNewestRecord(transport, from, signal)
      if (newest === undefined) throw noRecord(from, receipts[0]?.organisation)
      const addresses = identity.addresses.map(({ address }) => address)
      return { ...newest, first: { host, confirmed: readIfThere(knownHostsPath) ?? '', addresses } }
    } finally {
      await transport.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Of what is installed there nothing is known yet. */
export const ONLY_FIXED = { installDirectory: '/opt/metis', packages: [], health: {}, asked: {} }

export function noSecret(name: string): string {
  throw new Error(`looking at a host needs no secret, not ${name}`)
}

function noRecord(from: string, organisation: string | undefined): InstallerError {
  if (organisation === undefined) return fault('record.none', { from }, { host: from })
  return fault('record.none-yet', { from, organisation }, { host: from })
}
