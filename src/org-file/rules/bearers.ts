import { instancesOn } from '../../topology/topology.js'
import { keysAt } from '../entries.js'
import { nearestOf } from '../unknown-key.js'
import type { Rule } from './rule.js'

/** Roles on hosts that the file does not have. */
export const unknownHosts: Rule = ({ topology, file, pathOf, isBroken }) => {
  const known = keysAt(file, ['hosts'])
  const has = new Set(known)
  if (known.length === 0 && isBroken(['hosts'])) return []
  const all = known.join(', ')
  return topology.instances
    .filter(({ host }) => !has.has(host))
    .map((instance) => {
      const { host } = instance
      const nearest = nearestOf(host, known)
      const details = { host, known: all, nearest: nearest ?? '' }
      const code = nearest === undefined ? 'topology.unknown-host' : 'topology.misspelt-host'
      return { code, path: pathOf(instance), details } as const
    })
}

/** Hosts that bear no role, and get no backups either. */
export const idleHosts: Rule = ({ topology, pathOf, isBroken }) => {
  if (isBroken(['roles']) || isBroken(['backup'])) return []
  return topology.hosts
    .filter(
      ({ name }) => instancesOn(topology, name).length === 0 && topology.backup?.receiver?.host !== name,
    )
    .map((host) => ({
      code: 'topology.idle-host',
      path: pathOf(host),
      details: { host: host.name },
      severity: 'advice',
      host: host.name,
    }))
}
