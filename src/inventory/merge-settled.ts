import { type Problem, problem } from '../errors/problem.js'
import { formatPath } from '../topology/document.js'
import type { Taken } from './answers.js'

/** What several inventories of one organisation say together: of two values for one thing the earlier one, with a warning. */
export function mergeSettled(all: readonly (readonly Taken[])[]): {
  readonly taken: readonly Taken[]
  readonly problems: readonly Problem[]
} {
  const found = new Map<string, Taken>()
  const problems: Problem[] = []
  for (const one of all.flat()) {
    const key = JSON.stringify(one.at)
    const known = found.get(key)
    if (known === undefined) found.set(key, one)
    else if (JSON.stringify(known.value) !== JSON.stringify(one.value) && problems.length < MOST_PROBLEMS) {
      const { file, line } = one.from
      const details = { key: formatPath(one.at), taken: shown(known.value), other: shown(one.value) }
      const where = { file, ...(line === undefined ? {} : { line }) }
      problems.push(problem('import.differs', details, where, 'warning'))
    }
  }
  return { taken: [...found.values()], problems }
}

const MOST_PROBLEMS = 100

function shown(value: unknown): string {
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 80)
}
