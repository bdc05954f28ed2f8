import type { DebPackage } from './package-index.js'
import type { Relation } from './relations.js'
import { compareVersions, isVersion } from './versions.js'

/** Everything that the archives of a system have, asked by what is wanted. */
export interface PackagePool {
  /** What a relation can be met with, best first: the package itself from its newest version, then who provides it. */
  readonly matching: (relation: Relation) => readonly DebPackage[]
}

/** Of what several archives have in the same version, the first counts. */
export function packagePool(packages: readonly DebPackage[]): PackagePool {
  const byName = new Map<string, DebPackage[]>()
  const providers = new Map<string, DebPackage[]>()
  for (const one of packages) {
    const versions = entry(byName, one.name)
    if (versions.some(({ version }) => version === one.version)) continue
    versions.push(one)
    for (const { name } of one.provides) entry(providers, name).push(one)
  }
  for (const versions of byName.values()) versions.sort((a, b) => compareVersions(b.version, a.version))
  for (const those of providers.values()) those.sort(byUse)
  return {
    matching: (relation) => [
      ...(byName.get(relation.name) ?? []).filter((one) => isMetBy(relation, one)),
      ...(providers.get(relation.name) ?? []).filter(
        (one) => one.name !== relation.name && isMetBy(relation, one),
      ),
    ],
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

function entry(map: Map<string, DebPackage[]>, name: string): DebPackage[] {
  const known = map.get(name)
  if (known !== undefined) return known
  const fresh: DebPackage[] = []
  map.set(name, fresh)
  return fresh
}
