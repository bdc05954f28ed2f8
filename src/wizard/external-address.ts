import { isDocumentationAddress, isHostAddress, isLoopback, isPublicAddress } from '../topology/addresses.js'
import type { DraftFile, DraftHost } from './draft.js'
import type { Known } from './known.js'

/**
 * The address at which others most likely reach a host: a public one of its own, the one that SSH goes to, else the
 * address itself, as within one network. Undefined where only the host itself would be reached.
 */
export function likelyExternalAddress(host: DraftHost, known: Known): string | undefined {
  return publicAddressOf(host, known) ?? [host.address].find(isUsable)
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
  const host = file.hosts.find(({ name }) => name === hostName)
  return host === undefined || (host.address !== address && likelyExternalAddress(host, known) !== address)
}

/** What carrier and via are reached at on a host: what was typed stays, everything else follows the host. */
export function externalAddressOn(
  hostName: string,
  before: { readonly host: string; readonly externalAddress: string } | undefined,
  file: DraftFile,
  known: Known,
): string {
  if (before !== undefined && isTyped(before.externalAddress, before.host, file, known))
    return before.externalAddress
  const host = file.hosts.find(({ name }) => name === hostName)
  return (host === undefined ? undefined : likelyExternalAddress(host, known)) ?? ''
}

/** Fills in what is empty or still the example of a preset. */
export function fillExternalAddresses(file: DraftFile, known: Known): DraftFile {
  const filled = (role: 'carrier' | 'via') => {
    const entry = file.roles[role]
    if (entry === undefined) return {}
    const { host, externalAddress: before } = entry
    if (before !== '' && !isDocumentationAddress(before)) return { [role]: entry }
    return { [role]: { host, externalAddress: externalAddressOn(host, undefined, file, known) } }
  }
  return { ...file, roles: { ...file.roles, ...filled('carrier'), ...filled('via') } }
}

function isUsable(address: string): boolean {
  return isHostAddress(address) && !isLoopback(address)
}
