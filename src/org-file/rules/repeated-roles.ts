import type { Rule } from './rule.js'

/** Only data and compute may be several times on one host. */
export const repeatedRoles: Rule = ({ topology, pathOf }) =>
  topology.instances
    .filter(({ role, host }, i, all) => {
      const first = all.findIndex((other) => other.role === role && other.host === host)
      return role !== 'data' && role !== 'compute' && first < i
    })
    .map((instance) => ({
      code: 'topology.repeated-role',
      path: pathOf(instance),
      details: { role: instance.role, host: instance.host },
      host: instance.host,
    }))
