import type { Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import { hostAddress } from '../topology/values.js'
import type { DraftFile } from './draft.js'
import { draftTopology } from './draft-topology.js'

/**
 * The answers as screens show them: carrier and via are there also while their external address is still being typed,
 * with the address of their host in its place.
 */
export function shownTopology(file: DraftFile, releases: readonly Release[]): Topology {
  return draftTopology(
    { ...file, roles: { ...file.roles, ...exposed(file, 'carrier'), ...exposed(file, 'via') } },
    releases,
  )
}

function exposed(file: DraftFile, role: 'carrier' | 'via'): Partial<DraftFile['roles']> {
  const entry = file.roles[role]
  if (entry === undefined || hostAddress.safeParse(entry.externalAddress).success) return {}
  const host = file.hosts.find(({ name }) => name === entry.host)
  return { [role]: { ...entry, externalAddress: host?.address ?? entry.externalAddress } }
}
