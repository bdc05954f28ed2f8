import { roomOf } from '../../roles/index.js'
import type { Rule } from './rule.js'

/** Only roles of which there may be any number may be several times on one host. */
export const repeatedRoles: Rule = ({ topology, pathOf }) =>
  topology.instances
    .filter(({ role, host }, i, all) => {
      const first = all.findIndex((other) => other.role === role && other.host === host)
      return roomOf(role).settings.count !== 'any' && first < i
    })
    .map((instance) => ({
      code: 'topology.repeated-role',
      path: pathOf(instance),
      details: { role: instance.role, host: instance.host },
      host: instance.host,
    }))
