import { groupBy } from '../lib/group-by.js'
import type { DebPackage } from './package-index.js'
import type { Relation } from './relations.js'
import { compareVersions, isVersion } from './versions.js'

/**
 * Everything that the archives of a system have, asked by what is wanted: what a relation can be met with, best first:
 * the package itself from its newest version, then who provides it.
 */
export type PackagePool = (relation: Relation) => readonly DebPackage[]

/** Of what several archives have in the same version, the first counts. */
export function packagePool(packages: readonly DebPackage[]): PackagePool {
  const seen = new Set<string>()
  const distinct = packages.filter(({ name, version }) => {
    const key = `${name} ${version}`
    return seen.has(key) ? false : seen.add(key)
  })
  const byName = groupBy(distinct, ({ name }) => name)
  const provided = distinct.flatMap((by) => by.provides.map(({ name }) => ({ name, by })))
  const providers = groupBy(provided, ({ name }) => name)
  for (const versions of byName.values()) versions.sort((a, b) => compareVersions(b.version, a.version))
  for (const those of providers.values()) those.sort((a, b) => byUse(a.by, b.by))
  return (relation) => {
    const others = (providers.get(relation.name) ?? []).map(({ by }) => by)
    return [
      ...(byName.get(relation.name) ?? []),
      ...others.filter(({ name }) => name !== relation.name),
    ].filter((one) => isMetBy(relation, one))
  }
}

/** The package is what the relation asks for, by its name or by what it provides. */
export function isMetBy({ name, operator, version }: Relation, one: DebPackage): boolean {
  const fits = (has: string | undefined) =>
    operator === undefined ||
    version === undefined ||
    (has !== undefined && isVersion(has, operator, version))
  if (one.name === name && fits(one.version)) return true
  return one.provides.some((provided) => provided.name === name && fits(provided.version))
}

function byUse(a: DebPackage, b: DebPackage): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return compareVersions(b.version, a.version)
}
