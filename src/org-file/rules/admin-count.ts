import { instancesOf } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/** The identity of the organisation lives in one admin's database. */
export const adminCount: Rule = ({ topology, isBroken }) => {
  const count = instancesOf(topology, 'admin').length
  const path = ['roles', 'admin']
  if (isBroken(path) || count === 1) return []
  if (count === 0) return [{ code: 'topology.admin-missing', path }]
  return [{ code: 'topology.several-admins', path, details: { count }, severity: 'advice' }]
}
