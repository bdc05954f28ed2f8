import type { Problem } from '../errors/problem.js'
import type { Progress } from './progress.js'

/** What the nodes of a run have failed of, in the plan's order. */
export function failuresOf({ nodes }: Pick<Progress, 'nodes'>): Problem[] {
  return Object.values(nodes).flatMap(({ problem }) => problem ?? [])
}
