import { roomOf } from '../roles/index.js'
import { isDocumentationAddress, isHostAddress, isLoopback, isPublicAddress } from '../topology/addresses.js'
import type { Role } from '../topology/topology.js'
import { type DraftEntry, type DraftFile, type DraftHost, type Known, mapEntries } from './draft.js'

/**
 * The address at which others most likely reach a host: a public one of its own, the one that SSH goes to, else the
 * address itself, as within one network. Undefined where only the host itself would be reached.
 */
export function likelyExternalAddress(hostName: string, file: DraftFile, known: Known): string | undefined {
  const host = file.hosts.find(({ name }) => name === hostName)
  if (host === undefined) return undefined
  const isUsable = isHostAddress(host.address) && !isLoopback(host.address)
  return publicAddressOf(host, known) ?? (isUsable ? host.address : undefined)
}

/** Undefined where no public address is known. */
export function publicAddressOf(host: DraftHost, { facts }: Known): string | undefined {
  const own = Object.hasOwn(facts, host.name) ? (facts[host.name]?.identity.addresses ?? []) : []
  const behind = host.jump === undefined && host.ssh !== undefined ? [host.ssh] : []
  return [host.address, ...own.map(({ address }) => address), ...behind].find(isPublicAddress)
}

/** Whether an operator has typed it: not empty, no example of a preset, nor what was filled in for that host. */
function isTyped(address: string, hostName: string, file: DraftFile, known: Known): boolean {
  if (address === '' || isDocumentationAddress(address)) return false
  const own = file.hosts.find(({ name }) => name === hostName)?.address
  return address !== own && address !== likelyExternalAddress(hostName, file, known)
}

/** Whether the network dials a role, so that its entry has an external address. */
export function isExposed(role: Role): boolean {
  return 'externalAddress' in roomOf(role).settings.entry
}

/** The external address of an entry; empty while there is none. */
export function addressOf(entry: DraftEntry): string {
  return typeof entry.externalAddress === 'string' ? entry.externalAddress : ''
}

/** An entry on another host. What it is reached at from outside stays if it was typed, and else follows the host. */
export function onHost(
  entry: DraftEntry,
  host: string,
  role: Role,
  file: DraftFile,
  known: Known,
): DraftEntry {
  if (!isExposed(role)) return { ...entry, host }
  if (isTyped(addressOf(entry), entry.host, file, known)) return { ...entry, host }
  return { ...entry, host, externalAddress: likelyExternalAddress(host, file, known) ?? '' }
}

/** Fills in what is empty or still the example of a preset. */
export function fillExternalAddresses(file: DraftFile, known: Known): DraftFile {
  return mapEntries(file, (entry, role) => {
    const before = addressOf(entry)
    if (!isExposed(role) || (before !== '' && !isDocumentationAddress(before))) return entry
    return { ...entry, externalAddress: likelyExternalAddress(entry.host, file, known) ?? '' }
  })
}
