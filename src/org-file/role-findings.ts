import type { Finding } from '../topology/finding.js'
import { valueAt } from '../topology/path.js'

/**
 * What the plain rule of one key would say badly: roles that every organisation has, and that carrier and via are
 * one mapping each, with an external address.
 */
export function sayRoleBetter(file: unknown, finding: Finding): Finding {
  const [top, role, key] = finding.path
  if (top === 'roles' && finding.path.length === 2 && finding.code === 'topology.missing-key') {
    if (role === 'consul') return { code: 'topology.consul-count', path: finding.path, details: { count: 0 } }
    if (role === 'admin') return { code: 'topology.admin-missing', path: finding.path }
  }
  if (top !== 'roles' || (role !== 'carrier' && role !== 'via')) return finding
  const value = valueAt(file, ['roles', role])
  if (finding.code === 'topology.missing-key' && key === 'externalAddress') {
    return missingAddress(role, valueAt(value, ['host']))
  }
  if (finding.path.length > 2) return finding
  if (typeof value === 'string') return missingAddress(role, value)
  if (Array.isArray(value) || value === undefined) {
    const count = Array.isArray(value) ? value.length : 0
    return { code: `topology.${role}-count`, path: finding.path, details: { count } }
  }
  return finding
}

function missingAddress(role: 'carrier' | 'via', host: unknown): Finding {
  return {
    code: 'topology.missing-external-address',
    path: ['roles', role],
    details: { role, host: typeof host === 'string' ? host : 'h1' },
  }
}
