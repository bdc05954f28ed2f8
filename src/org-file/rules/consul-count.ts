import { instancesOf } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/** A majority must agree: an even number survives no more failures than one server less. */
export const consulCount: Rule = ({ topology, isBroken }) => {
  const count = instancesOf(topology, 'consul').length
  const path = ['roles', 'consul']
  if (isBroken(path) || [1, 3, 5].includes(count)) return []
  return [
    {
      code: count > 0 && count % 2 === 0 ? 'topology.consul-even' : 'topology.consul-count',
      path,
      details: { count },
    },
  ]
}
