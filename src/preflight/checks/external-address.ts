import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { privateAddresses } from '../private-addresses.js'

/** Addresses that other organisations are told must lead to it, and none of them to itself. */
export const externalAddress: Check = ({ topology, release }) => [
  ...topology.instances.flatMap((instance): Problem[] => {
    const { host, name, externalAddress: address } = instance
    if (address === undefined) return []
    if (!address.startsWith('127.') && address !== '0.0.0.0') return []
    return [
      problem('preflight.external-loopback', { host, instance: name, address }, { host, instance: name }),
    ]
  }),
  ...privateAddresses(topology, release),
]
