import type { Problem } from '../errors/problem.js'

const SEVERITIES: readonly Problem['severity'][] = ['error', 'warning', 'advice']

/** The worst first; of the same severity as they are given. */
export function worstFirst<T>(all: readonly T[], severityOf: (one: T) => Problem['severity']): T[] {
  const rank = (one: T) => SEVERITIES.indexOf(severityOf(one))
  return all.toSorted((a, b) => rank(a) - rank(b))
}

/** Each problem once, the worst first; of the same severity by host, in the order given, then as they were told. */
export function orderProblems(problems: readonly Problem[], hosts: readonly string[]): readonly Problem[] {
  const once = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
  const rank = ({ severity, where }: Problem) =>
    SEVERITIES.indexOf(severity) * (hosts.length + 2) + placeOf(where.host, hosts)
  return once.toSorted((a, b) => rank(a) - rank(b))
}

export function countSeverities(
  problems: readonly Problem[],
): Record<'errors' | 'warnings' | 'advice', number> {
  const count = (severity: Problem['severity']) => problems.filter((one) => one.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), advice: count('advice') }
}

/** What is about no host concerns all: first. */
function placeOf(host: string | undefined, hosts: readonly string[]): number {
  if (host === undefined) return 0
  const place = hosts.indexOf(host)
  return place === -1 ? hosts.length + 1 : place + 1
}
