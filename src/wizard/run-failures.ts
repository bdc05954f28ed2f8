import { byCause } from '../errors/by-cause.js'
import { causeOf, type Problem } from '../errors/problem.js'
import type { NodeProgress } from '../events/progress.js'
import type { RunView } from './run-handle.js'
import { tallyOf } from './run-tally.js'

/** One cause on one host, with everything that met it. */
export interface Failure {
  readonly problem: Problem
  /** The action that failed; absent for what is about a host, or the run. */
  readonly node?: NodeProgress
  readonly host?: string | undefined
  /** Further actions that failed of the same cause. */
  readonly others: number
}

/** What went wrong so far, in the plan's order; what runs into one cause on one host is told once. */
export function failuresOf(
  { progress, problems }: Pick<RunView, 'progress' | 'problems'>,
  { failed } = tallyOf(progress),
): Failure[] {
  const failures = new Map<string, Failure>()
  const add = (problem: Problem, about: Pick<Failure, 'node' | 'host'>) => {
    const cause = causeOf(problem)
    const before = failures.get(cause)
    if (before === undefined) failures.set(cause, { problem, ...about, others: 0 })
    else if (about.node !== undefined && before.node !== undefined && about.node.id !== before.node.id)
      failures.set(cause, { ...before, others: before.others + 1 })
  }
  for (const node of failed) {
    if (node.problem !== undefined) add(node.problem, { node, host: node.host })
  }
  for (const [host, { problem }] of Object.entries(progress.hosts)) {
    if (problem !== undefined) add(problem, { host })
  }
  for (const problem of problems) {
    if (problem.severity === 'error') add(problem, { host: problem.where.host })
  }
  const found = [...failures.values()]
  const causes = new Map(found.map((failure) => [causeOf(failure.problem), failure]))
  return byCause(found.map(({ problem }) => problem)).flatMap((problem) => {
    const failure = causes.get(causeOf(problem))
    return failure === undefined ? [] : [{ ...failure, problem }]
  })
}
