import type { Finding } from '../../topology/finding.js'
import { instancesOf } from '../../topology/topology.js'
import { isDefectId } from '../defects.js'
import type { Rule } from './rule.js'

/** Known faults of the release that this topology runs into. */
export const releaseDefects: Rule = ({ topology, release }) =>
  (release?.defects ?? []).flatMap(({ id, moreThan }): Finding[] => {
    const count = instancesOf(topology, moreThan.role).length
    if (count <= moreThan.count || !isDefectId(id)) return []
    const details = { role: moreThan.role, count, release: release?.id ?? '' }
    return [{ code: `topology.defect-${id}`, path: ['roles', moreThan.role], details, severity: 'advice' }]
  })
