import { type Problem, problem } from '../errors/problem.js'
import { isDocumentationAddress, isHostAddress, isLoopback, isPublicAddress } from '../topology/addresses.js'
import type { Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'

/**
 * External addresses that lead nowhere from outside, where others of the public network dial them. Who brings bootstrap
 * nodes of its own, or none, is in a private network, where a private address is right.
 */
export function privateAddresses(topology: Topology, release: Release | undefined): Problem[] {
  if (release === undefined || !isPublicNetwork(topology, release)) return []
  return topology.instances.flatMap((instance): Problem[] => {
    const { role, host, name, externalAddress: address } = instance
    if (address === undefined) return []
    if (!isHostAddress(address) || isLoopback(address) || isDocumentationAddress(address)) return []
    if (isPublicAddress(address)) return []
    return [
      problem('roles.external-address-private', { role, host, address }, { host, instance: name }, 'advice'),
    ]
  })
}

/** It is entered through the very nodes that the release names. */
function isPublicNetwork({ network }: Topology, release: Release): boolean {
  const known = release.network.bootstrapNodes
  return network.bootstrapNodes.some((node) => known.includes(node))
}
