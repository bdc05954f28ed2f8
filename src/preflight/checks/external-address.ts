import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../check.js'

/** Addresses that other organisations are told must not lead each of them to itself. */
export const externalAddress: Check = ({ topology }) =>
  topology.instances.flatMap((instance): Problem[] => {
    if (instance.role !== 'carrier' && instance.role !== 'via') return []
    const { host, name, externalAddress: address } = instance
    if (!address.startsWith('127.') && address !== '0.0.0.0') return []
    return [
      problem('preflight.external-loopback', { host, instance: name, address }, { host, instance: name }),
    ]
  })
