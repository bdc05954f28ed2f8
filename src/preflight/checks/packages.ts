import { type Problem, problem } from '../../errors/problem.js'
import type { PackageTrial } from '../../facts/package-trial.js'
import { type Check, lookedAt } from '../../roles/check.js'

const MOST_SHOWN = 6
/** By `timeout`. */
const GIVEN_UP = 124

/** What apt of a host says to the packages that it lacks, where they come from its own sources. */
export const packages: Check = (input) =>
  input.offline === true
    ? []
    : lookedAt(input).flatMap(({ host: { name: host }, facts: { packageTrial: trial } }) =>
        trial === undefined ? [] : tried(host, trial),
      )

function tried(host: string, { names, exitCode, says, removed, held, hasLists }: PackageTrial): Problem[] {
  const where = { host }
  const packages = names.join(' ')
  if (removed.length > 0)
    return [problem('preflight.packages-removed', { host, packages, removed: removed.join(', ') }, where)]
  if (exitCode === 0) return []
  if (exitCode === GIVEN_UP)
    return [
      problem(
        'preflight.unanswered',
        { host, questions: `apt-get --simulate install ${packages}` },
        where,
        'warning',
      ),
    ]
  const unknown = says.flatMap(
    (line) => /(?:Unable to locate package|Package) '?(\S+?)'?(?: has no |$)/.exec(line)?.[1] ?? [],
  )
  // An installation updates the lists before it gives up.
  if (unknown.length > 0) {
    const details = { host, packages: unknown.join(', ') }
    return [
      hasLists
        ? problem('preflight.packages-unknown', details, where, 'warning')
        : problem('preflight.packages-untried', details, where, 'advice'),
    ]
  }
  const reason = says.slice(0, MOST_SHOWN).join('\n')
  // Of those that are held, the ones that apt stumbles over.
  const holding = held.filter((name) => says.some((line) => line.split(/[\s(),:]+/).includes(name)))
  return holding.length > 0
    ? [problem('preflight.packages-held', { host, packages, held: holding.join(' '), reason }, where)]
    : [problem('preflight.packages-unfit', { host, packages, reason }, where)]
}
