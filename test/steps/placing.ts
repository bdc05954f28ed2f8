import type { Draft } from '../../src/wizard/draft.js'
import { type Learned, nothingLearned } from '../../src/wizard/learned.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { emptyFile, known, releases } from '../wizard/placed.js'
import { benchWith, draftAt } from './show-step.js'

/** A workbench that knows the releases of the product. */
export const bench = benchWith({ releases })

/** Three hosts with the suggested roles. */
export const threeHosts = suggestRoles(emptyFile(3), 'both', known())

/** A session in which the hosts have told their cores and memory. */
export function measured(sizes: Parameters<typeof known>[0] = {}): Learned {
  const learned = nothingLearned(new AbortController().signal)
  const { facts } = known(sizes)
  learned.gathered.set({ state: 'ready', value: { facts, problems: [], at: '2026-01-01T00:00:00Z' } })
  return learned
}

export function draftOf(at: 'roles' | 'network', changes: Partial<Draft> = {}): Draft {
  return draftAt(at, { file: threeHosts, ...changes })
}
