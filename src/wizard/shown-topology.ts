import type { Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import { hostAddress } from '../topology/values.js'
import { type DraftFile, mapEntries } from './draft.js'
import { draftTopology } from './draft-topology.js'
import { addressOf, isExposed } from './external-address.js'

/**
 * The answers as screens show them: roles that the network dials are there also while their external address is still being
 * typed, with the address of their host in its place.
 */
export function shownTopology(file: DraftFile, releases: readonly Release[]): Topology {
  const shown = mapEntries(file, (entry, role) => {
    if (!isExposed(role) || hostAddress.safeParse(addressOf(entry)).success) return entry
    const host = file.hosts.find(({ name }) => name === entry.host)
    return { ...entry, externalAddress: host?.address ?? addressOf(entry) }
  })
  return draftTopology(shown, releases)
}
