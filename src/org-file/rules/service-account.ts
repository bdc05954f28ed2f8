import { valueAt } from '../../topology/path.js'
import type { Rule } from './rule.js'

/** The services' account may not log in, and a removal deletes it: it can't be one that people use. */
export const serviceAccount: Rule = ({ topology, file, pathOf }) => {
  const user = topology.serviceUser
  const host = topology.hosts.find((each) => !each.local && each.ssh.user === user)
  if (host === undefined) return []
  const given = valueAt(file, ['serviceUser']) !== undefined
  const path = given ? ['serviceUser'] : [...pathOf(host), 'user']
  return [{ code: 'topology.service-user-logs-in', path, details: { user, host: host.name } }]
}
