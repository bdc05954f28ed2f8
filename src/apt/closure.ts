import { attempt, type Failure, type Picked } from './attempt.js'
import type { DebPackage } from './package-index.js'
import type { PackagePool } from './package-pool.js'

/** A package that a requested one needs, or one that was requested. */
export interface Needed {
  readonly package: DebPackage
  /** Names of those that depend on it, sorted; empty for one that was only asked for. */
  readonly for: readonly string[]
}

/** A requested package that can't be had. */
export interface Unmet {
  /** From the requested package to the one whose need can't be met: `nginx`, `nginx-common`. */
  readonly chain: readonly string[]
  /** `libssl3 (>= 3.0.2)` */
  readonly wanted: string
  /** What keeps it away, where it exists: `name version`. */
  readonly against?: string
}

/**
 * All that the requested packages need, down to the last dependency and with nothing taken to be there already, in
 * one version each, sorted by name. Requested packages stand for themselves: no host has all of them, so two of
 * them may exclude each other, but what one needs may not. The same pool and names give the same answer.
 */
export function closure(
  pool: PackagePool,
  names: readonly string[],
): { needed: readonly Needed[]; unmet: readonly Unmet[] } {
  const versions = new Map<string, DebPackage>()
  const users = new Map<string, Set<string>>()
  const unmet: Unmet[] = []
  for (const name of [...new Set(names)].sort()) {
    const result = closureOf(pool, name, versions)
    if ('wanted' in result) {
      unmet.push(result)
      continue
    }
    for (const picked of result) {
      versions.set(picked.package.name, picked.package)
      const known = users.get(picked.package.name) ?? new Set()
      for (const user of picked.users) known.add(user)
      users.set(picked.package.name, known)
    }
  }
  const needed = [...versions.values()].map((one) => ({
    package: one,
    for: [...(users.get(one.name) ?? [])].sort(),
  }))
  return { needed: needed.sort((a, b) => (a.package.name < b.package.name ? -1 : 1)), unmet }
}

/**
 * A choice that led nowhere is never made again, so this ends; in an archive that is whole, the first attempt or
 * one of the next few succeeds.
 */
function closureOf(
  pool: PackagePool,
  name: string,
  earlier: ReadonlyMap<string, DebPackage>,
): readonly Picked[] | Unmet {
  const refused = new Set<DebPackage>()
  let first: Failure | undefined
  for (;;) {
    const result = attempt({ pool, name, earlier, refused })
    if (!('wanted' in result)) return result
    first ??= result
    if (result.refuse === undefined) break
    refused.add(result.refuse)
  }
  const { chain, wanted, against } = first
  return { chain, wanted, ...(against === undefined ? {} : { against }) }
}
