import { ROOMS, roomOf } from '../../roles/index.js'
import type { Room } from '../../roles/role.js'
import { type Finding, valueAt } from '../../topology/document.js'
import { instancesOf, type Role } from '../../topology/topology.js'
import type { Rule, RuleInput } from './rule.js'

/** How many of each role there are, and whether those that it needs are there. */
export const roleCounts: Rule = (input) => [
  ...ROOMS.flatMap((room) => wrongCount(input, room)),
  ...missingNeeds(input),
]

function wrongCount({ topology, isBroken }: RuleInput, { id: role, settings }: Room): Finding[] {
  const path = ['roles', role]
  if (isBroken(path)) return []
  const count = instancesOf(topology, role).length
  const details = { role, count }
  switch (settings.count) {
    case 'odd':
      if ([1, 3, 5].includes(count)) return []
      return [{ code: 'topology.role-odd', path, details }]
    case 'one':
    case 'one advised':
      if (count === 0) return [{ code: 'topology.role-missing', path, details }]
      return count === 1 ? [] : [{ code: 'topology.role-several', path, details, severity: 'advice' }]
    default:
      return []
  }
}

/** Each that is missing is told once, at the first role that needs it. */
function missingNeeds({ topology, file }: RuleInput): Finding[] {
  const missing = new Map<Role, Finding>()
  for (const { id: role, service } of ROOMS) {
    if (instancesOf(topology, role).length === 0) continue
    for (const { role: needed, required } of service.needs) {
      if (required !== true || missing.has(needed) || valueAt(file, ['roles', needed]) !== undefined) continue
      missing.set(needed, { code: 'topology.role-needed', path: ['roles', role], details: { role, needed } })
    }
  }
  return [...missing.values()]
}

/** Only roles of which there may be any number may be several times on one host. */
export const repeatedRoles: Rule = ({ topology, pathOf }) => {
  const seen = new Set<string>()
  return topology.instances
    .filter(({ role, host }) => {
      if (roomOf(role).settings.count === 'any') return false
      const before = seen.size
      return seen.add(`${role}@${host}`).size === before
    })
    .map((instance) => ({
      code: 'topology.repeated-role',
      path: pathOf(instance),
      details: { role: instance.role, host: instance.host },
      host: instance.host,
    }))
}
