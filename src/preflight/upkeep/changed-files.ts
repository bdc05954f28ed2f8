import { type Problem, problem } from '../../errors/problem.js'
import { isTouched } from '../../facts/touched.js'
import type { Upkeep } from '../../roles/check.js'

/** Files of ours that somebody has changed or removed since: what `apply` puts right. */
export const changedFiles: Upkeep = ({ topology, facts }) =>
  Object.entries(facts).flatMap(([host, { receipts }]) => {
    const paths = receipts
      .filter((one) => one.organisation === topology.organisation && isTouched(one))
      .map(({ path = '' }) => path)
    return pathsChanged('upkeep.files-changed', host, paths)
  })

/** One problem for all of them. */
export function pathsChanged(
  code: 'upkeep.files-changed' | 'upkeep.content-changed',
  host: string,
  paths: readonly string[],
): Problem[] {
  if (paths.length === 0) return []
  const [path = ''] = paths
  const found = problem(code, { host, count: paths.length, path }, { host }, 'warning')
  return [paths.length === 1 ? found : { ...found, output: paths.slice(0, MOST_PATHS) }]
}

const MOST_PATHS = 20
