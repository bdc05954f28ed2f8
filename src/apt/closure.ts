import type { DebPackage } from './package-index.js'
import { isMetBy, type PackagePool } from './package-pool.js'
import { type Alternatives, parseRelations } from './relations.js'

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
  let first: Unmet | undefined
  for (;;) {
    const result = attempt(pool, name, earlier, refused)
    if (!('unmet' in result)) return result
    first ??= result.unmet
    if (result.refuse === undefined) return first
    refused.add(result.refuse)
  }
}

interface Picked {
  readonly package: DebPackage
  /** The package that it was picked for; absent for the requested one. */
  readonly by?: Picked
  /** There was something else to pick. */
  readonly hadChoice: boolean
  /** Names of all that depend on it. */
  readonly users: Set<string>
}

interface Failure {
  readonly unmet: Unmet
  /** What to do without the next time; absent when there is nothing left to try. */
  readonly refuse: DebPackage | undefined
}

/** Something that a picked package depends on. */
interface Need {
  readonly by?: Picked
  readonly alternatives: Alternatives
}

/**
 * Picks what each dependency needs, the best of what is left. What has one answer is settled before what has
 * several, so that a choice can fall on what is there anyway. `earlier`: by name what others have chosen, which comes in
 * that version or not at all; `refused`: packages that turned out not to be possible.
 */
function attempt(
  pool: PackagePool,
  name: string,
  earlier: ReadonlyMap<string, DebPackage>,
  refused: ReadonlySet<DebPackage>,
): readonly Picked[] | Failure {
  const picked = new Map<string, Picked>()
  const plain: Need[] = [{ alternatives: [{ name, text: name }] }]
  const open: Need[] = []
  for (let need = plain.shift(); need !== undefined; need = plain.shift() ?? open.shift()) {
    const found = candidates(need.alternatives)
    const there = found.map((one) => picked.get(one.name)).find((one) => one && found.includes(one.package))
    if (there !== undefined) {
      addUser(there, need)
      continue
    }
    const best = found.find((one) => rivalOf(one, picked) === undefined)
    if (best === undefined) return failure(need, found, picked)
    const pick: Picked = {
      package: best,
      hadChoice: found.length > 1,
      users: new Set(),
      ...(need.by === undefined ? {} : { by: need.by }),
    }
    addUser(pick, need)
    picked.set(best.name, pick)
    for (const alternatives of parseRelations(best.depends)) {
      const isPlain = alternatives.length === 1 && candidates(alternatives)[0]?.name === alternatives[0]?.name
      ;(isPlain ? plain : open).push({ by: pick, alternatives })
    }
  }
  return [...picked.values()]

  function candidates(alternatives: Alternatives): DebPackage[] {
    return alternatives
      .flatMap((relation) => pool(relation))
      .filter((one) => !refused.has(one) && (earlier.get(one.name) ?? one) === one)
  }
}

function addUser(pick: Picked, { by }: Need): void {
  if (by !== undefined && by !== pick) pick.users.add(by.package.name)
}

/** One of the picked that can't be on a host together with it. */
function rivalOf(one: DebPackage, picked: ReadonlyMap<string, Picked>): Picked | undefined {
  const same = picked.get(one.name)
  if (same !== undefined) return same
  const own = parseRelations(one.conflicts).flat()
  return [...picked.values()].find(({ package: other }) => {
    const theirs = parseRelations(other.conflicts).flat()
    return (
      own.some((relation) => isMetBy(relation, other)) || theirs.some((relation) => isMetBy(relation, one))
    )
  })
}

/** Whoever could be otherwise gives way: the rival, or the package that needs what can't be had. */
function failure(
  { by, alternatives }: Need,
  found: readonly DebPackage[],
  picked: ReadonlyMap<string, Picked>,
): Failure {
  const [first] = found
  const rival = first === undefined ? undefined : rivalOf(first, picked)
  const wanted = alternatives.map(({ text }) => text).join(' | ')
  const against = rival && { against: `${rival.package.name} ${rival.package.version}` }
  const refuse = rival?.hadChoice ? rival.package : by?.package
  return { unmet: { chain: chainTo(by), wanted, ...against }, refuse }
}

function chainTo(pick: Picked | undefined): string[] {
  return pick === undefined ? [] : [...chainTo(pick.by), pick.package.name]
}
