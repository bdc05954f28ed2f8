import { type Problem, problem } from '../errors/problem.js'
import { byVersion, type Migration, type Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

/** Roles whose data programs of that version can't read any more, once this release has had it. */
export function rolesOneWay(release: Release, version: string): readonly Role[] {
  const { oneWay = [] } = wayFrom(release, version) ?? {}
  const made = migrationsOf(release, version) ?? []
  return [...new Set([...oneWay, ...made.filter((one) => one.oneWay).map(({ role }) => role)])]
}

/** What its programs do to data of that version; undefined where it does not say. */
export function migrationsOf(release: Release, version: string): readonly Migration[] | undefined {
  return wayFrom(release, version)?.migrations
}

function wayFrom({ follows = [] }: Release, version: string) {
  return follows.find((one) => one.version === version)
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
  if (wayFrom(newer, older.version) === undefined)
    return problem('upgrade.no-way', {
      ...details,
      known: follows.map(({ version }) => version).join(', ') || '-',
    })
  const oneWay = rolesOneWay(newer, older.version)
  if (command === 'upgrade' || oneWay.length === 0) return undefined
  return problem('upgrade.one-way', { ...details, roles: oneWay.join(', '), back: 'backup list' })
}
