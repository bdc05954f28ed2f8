import { valueAt } from '../../topology/path.js'
import { instancesOf } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/** Fighters reach each other, and even themselves, through the organisation's via only. */
export const viaNeeded: Rule = ({ topology, file }) => {
  if (valueAt(file, ['roles', 'via']) !== undefined) return []
  const role = (['data', 'compute'] as const).find((each) => instancesOf(topology, each).length > 0)
  return role === undefined
    ? []
    : [{ code: 'topology.via-missing', path: ['roles', role], details: { role } }]
}
