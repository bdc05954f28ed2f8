import { type Problem, problem } from '../errors/problem.js'
import { byVersion, type Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

/** Roles whose data programs of that version can't read any more, once this release has had it. */
export function rolesOneWay({ follows = [] }: Release, version: string): readonly Role[] {
  return follows.find((one) => one.version === version)?.oneWay ?? []
}

/** Which of both it is to put one release in the place of another. */
export function directionOf(from: Release, to: Release): 'upgrade' | 'rollback' {
  return byVersion([to, from])[0] === to ? 'upgrade' : 'rollback'
}

/** Why the releases themselves say that this is no way: `upgrade.no-way`, `upgrade.one-way`. */
export function wayProblem(command: 'upgrade' | 'rollback', from: Release, to: Release): Problem | undefined {
  const [newer, older] = command === 'upgrade' ? [to, from] : [from, to]
  const { follows } = newer
  if (follows === undefined || newer.version === older.version) return undefined
  const details = { from: from.version, to: to.version }
  const way = follows.find(({ version }) => version === older.version)
  if (way === undefined)
    return problem('upgrade.no-way', {
      ...details,
      known: follows.map(({ version }) => version).join(', ') || '-',
    })
  const { oneWay = [] } = way
  if (command === 'upgrade' || oneWay.length === 0) return undefined
  return problem('upgrade.one-way', { ...details, roles: oneWay.join(', '), back: 'backup list' })
}
