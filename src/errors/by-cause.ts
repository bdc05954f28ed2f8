import type { Problem } from './problem.js'

/**
 * Each cause once, with what failed elsewhere only because of it: ports that a host which is lost was to try, hosts behind a
 * jump host that does not let anybody in. In the order in which they came.
 */
export function byCause(problems: readonly Problem[]): Problem[] {
  const lost = new Map<string | undefined, Problem>()
  const ways = new Map<string, Problem>()
  for (const one of problems) {
    if (!isOfConnection(one)) continue
    if (!lost.has(one.where.host)) lost.set(one.where.host, one)
    const way = wayOf(one)
    if (way !== undefined && !ways.has(way)) ways.set(way, one)
  }
  const consequences = new Map<Problem, Problem[]>()
  const left = problems.filter((one) => {
    const cause = causeIn(one)
    if (cause === undefined) return true
    consequences.set(cause, [...(consequences.get(cause) ?? []), one])
    return false
  })
  return left.map((one) => {
    const more = consequences.get(one)
    return more === undefined ? one : { ...one, consequences: [...(one.consequences ?? []), ...more] }
  })

  function causeIn(one: Problem): Problem | undefined {
    if (one.code === 'firewall.not-asked') {
      const cause = lost.get(String(one.details.from))
      return cause && (causeIn(cause) ?? cause)
    }
    const first = ways.get(wayOf(one) ?? '')
    return first !== undefined && first.where.host !== one.where.host ? first : undefined
  }
}

function isOfConnection({ code, severity }: Problem): boolean {
  return severity === 'error' && (code.startsWith('connection.') || code === 'run.host-lost')
}

/** What is at one address is one cause, whichever host lies behind it. */
function wayOf(one: Problem): string | undefined {
  const { address, port } = one.details
  if (!isOfConnection(one) || address === undefined) return undefined
  return JSON.stringify([one.code, address, port])
}
