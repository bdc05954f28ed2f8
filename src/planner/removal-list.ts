import type { HostFacts } from '../facts/host-facts.js'
import { keptOnHost } from './backup.js'
import { type Owned, ownedOnHost } from './owned.js'
import type { PlanInput } from './plan.js'

export interface RemovalOptions {
  /** Identity and data stay on the hosts. */
  readonly keepData: boolean
}

/** What a removal will take from one host, for the operator to read before typing the organisation's name. */
export interface HostRemoval {
  readonly host: string
  readonly units: readonly string[]
  readonly paths: readonly string[]
  /** Paths that stay. */
  readonly kept: readonly string[]
  readonly keptDatabases: readonly string[]
  readonly databases: readonly string[]
  /** Removed only where this program has made it. */
  readonly account?: string
}

/** Everything that the receipts on the hosts tell of, also what org.yaml no longer names. */
export function removalList(input: PlanInput, options: RemovalOptions): readonly HostRemoval[] {
  return input.topology.hosts.flatMap(({ name }) => {
    const facts = input.facts[name]
    if (facts === undefined) return []
    const owned = ownedOnHost(input.topology, name, facts)
    const removal = hostRemoval(input, name, facts, owned, options)
    return isInstalled(owned, facts) || (!options.keepData && hasData(removal, facts)) ? [removal] : []
  })
}

/** Without a server there is nothing to drop: somebody has removed both already. */
export function hasServer({ software }: HostFacts): boolean {
  return software.mysql !== undefined || software.metisDatabase
}

/** A run that was cut off early has left the first directories and no receipt. */
function isInstalled({ receipts, units, inside }: Owned, { installDirectory = [] }: HostFacts): boolean {
  const begun = inside.some((path) => path.endsWith('/.artifacts') || path.endsWith('/.installed'))
  return receipts.length + units.length > 0 || (begun && installDirectory.length > 0)
}

/** What an earlier removal kept left no receipt. */
function hasData({ paths, databases }: HostRemoval, { installDirectory = [], software }: HostFacts): boolean {
  return (installDirectory.length > 0 && paths.length > 0) || (databases.length > 0 && software.metisDatabase)
}

function hostRemoval(
  { topology }: PlanInput,
  host: string,
  facts: HostFacts,
  { units, outside, inside }: Owned,
  { keepData }: RemovalOptions,
): HostRemoval {
  const { identity, data, databases } = keptOnHost(topology, host, facts)
  return {
    host,
    units,
    paths: [...outside, ...inside],
    kept: keepData ? outermost([...identity, ...data]) : [],
    keptDatabases: keepData ? databases : [],
    databases: keepData || !hasServer(facts) ? [] : databases,
    ...(keepData ? {} : { account: topology.serviceUser }),
  }
}

function outermost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))
}
