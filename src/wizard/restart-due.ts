import type { HostFacts } from '../facts/host-facts.js'
import type { ReplacedFile } from '../facts/updates.js'
import { unitOf } from '../topology/host-paths.js'

/** An instance goes on with files that updates have replaced; nobody but an operator restarts it for that. */
export interface RestartDue {
  /** Of the newest of them: the OS package, or its own program file. */
  readonly what: { readonly package: string } | { readonly path: string }
  /** By the clock of its host, ISO 8601; absent when the host did not say. */
  readonly at?: string
  /** How many others there are, packages counted once. */
  readonly others: number
}

export function restartDue(facts: HostFacts, instance: string): RestartDue | undefined {
  const unit = unitOf(instance)
  const replaced = facts.updates?.replaced ?? {}
  const files = Object.hasOwn(replaced, unit) ? (replaced[unit] ?? []) : []
  const newest = new Map<string, ReplacedFile>()
  for (const file of files) {
    const name = file.package ?? file.path
    if ((newest.get(name)?.at ?? -1) < file.at) newest.set(name, file)
  }
  const [first, ...others] = [...newest.values()].toSorted((a, b) => b.at - a.at)
  if (first === undefined) return undefined
  const { path, at } = first
  return {
    what: first.package === undefined ? { path } : { package: first.package },
    ...(at > 0 ? { at: new Date(at * 1000).toISOString() } : {}),
    others: others.length,
  }
}
