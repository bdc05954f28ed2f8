import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import {
  isDocumentationAddress,
  isHostAddress,
  isLoopback,
  isPublicAddress,
} from '../../topology/addresses.js'
import type { Release } from '../../topology/release.js'
import type { Topology } from '../../topology/topology.js'

/** Addresses that other organisations are told must lead to it, and none of them to itself. */
export const externalAddress: Check = ({ topology, release }) => [
  ...topology.instances.flatMap(({ host, name: instance, externalAddress: address = '' }): Problem[] => {
    if (!address.startsWith('127.') && address !== '0.0.0.0') return []
    return [problem('preflight.external-loopback', { host, instance, address }, { host, instance })]
  }),
  ...privateAddresses(topology, release),
]

/**
 * External addresses that lead nowhere from outside, where others of the public network dial them. Who brings bootstrap
 * nodes of its own, or none, is in a private network, where a private address is right.
 */
export function privateAddresses(topology: Topology, release: Release | undefined): Problem[] {
  if (release === undefined || !isPublicNetwork(topology, release)) return []
  return topology.instances.flatMap(({ role, host, name: instance, externalAddress: address }): Problem[] => {
    if (address === undefined || !isHostAddress(address) || isLoopback(address)) return []
    if (isDocumentationAddress(address) || isPublicAddress(address)) return []
    return [problem('roles.external-address-private', { role, host, address }, { host, instance }, 'advice')]
  })
}

/** It is entered through the very nodes that the release names. */
function isPublicNetwork({ network }: Topology, release: Release): boolean {
  const known = release.network.bootstrapNodes
  return network.bootstrapNodes.some((node) => known.includes(node))
}
