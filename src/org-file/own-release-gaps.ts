import type { Problem } from '../errors/problem.js'
import { ROLES, serviceOf } from '../roles/index.js'
import { type Finding, locate, valueAt } from '../topology/document.js'
import { artifactKey, artifactsOf } from '../topology/release.js'
import { hostNamed, instancesOf } from '../topology/topology.js'
import type { RuleInput } from './rules/rule.js'

/** What a release file of one's own lacks for the roles that there are, at its lines: artifacts, sizes of hosts. */
export function ownReleaseGaps({ topology, release }: Pick<RuleInput, 'topology' | 'release'>): Problem[] {
  const { source } = release ?? {}
  if (release === undefined || source === undefined) return []
  const listed = artifactsOf(release, topology.instances).map(({ id }) => id)
  const known = release.artifacts.map(artifactKey).join(', ')
  return ROLES.flatMap((role): Finding[] => {
    const [instance] = instancesOf(topology, role)
    const host = hostNamed(topology, instance?.host ?? '')
    if (instance === undefined || host === undefined) return []
    const input = { topology, release, host, instance, distribution: '', avx2: true }
    const uses = serviceOf(instance).artifacts(input)
    const size: Finding = { code: 'topology.missing-key', path: ['sizes', role], details: { key: role } }
    const lacking = uses.filter(({ artifact }) => !listed.includes(artifact))
    const details = { release: release.id, role, known }
    const told = { code: 'artifact.not-in-release', path: ['artifacts'] } as const
    const findings = lacking.map(({ artifact }): Finding => ({ ...told, details: { ...details, artifact } }))
    return valueAt(source.value, size.path) === undefined ? [...findings, size] : findings
  }).map((finding) => locate(source, finding))
}
