import { instancesOn } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/** Hosts that bear no role. */
export const idleHosts: Rule = ({ topology, pathOf, isBroken }) => {
  if (isBroken(['roles'])) return []
  return topology.hosts
    .filter(({ name }) => instancesOn(topology, name).length === 0)
    .map((host) => ({
      code: 'topology.idle-host',
      path: pathOf(host),
      details: { host: host.name },
      severity: 'advice',
      host: host.name,
    }))
}
