import type { Finding } from '../../topology/document.js'
import { artifactKey } from '../../topology/release.js'
import { instancesOf } from '../../topology/topology.js'
import { nearestOf } from '../unknown-key.js'
import type { Rule } from './rule.js'

/** Files given for artifacts that the release does not have. */
export const artifactFiles: Rule = ({ topology, release }) => {
  if (release === undefined) return []
  const known = [...new Set(release.artifacts.flatMap((one) => [one.id, artifactKey(one)]))]
  return Object.keys(topology.artifacts.files)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      code: 'topology.unknown-artifact',
      path: ['artifacts', 'files', id],
      details: { id, release: release.id, known: known.join(', '), nearest: nearestOf(id, known) ?? '' },
    }))
}

/** Known faults of the release that this topology runs into. */
export const releaseDefects: Rule = ({ topology, release }) =>
  (release?.defects ?? []).flatMap(({ id, moreThan: { role, count: most } }): Finding[] => {
    const count = instancesOf(topology, role).length
    if (count <= most) return []
    const details = { role, count, release: release?.id ?? '' }
    return [{ code: `topology.defect-${id}`, path: ['roles', role], details, severity: 'advice' }]
  })
