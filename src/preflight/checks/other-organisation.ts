import { type Problem, problem } from '../../errors/problem.js'
import { type Check, type LookedAt, lookedAt } from '../../roles/check.js'
import { keptFor, owners } from '../../roles/claims.js'
import type { Topology } from '../../topology/topology.js'

/** One host belongs to one organisation, and so does what a removal has left of its data. */
export const otherOrganisation: Check = ({ topology, ...input }) =>
  lookedAt({ topology, ...input }).flatMap((here) => othersOn(topology, here))

function othersOn(topology: Topology, { host: { name: host }, facts }: LookedAt): Problem[] {
  const { organisation, installDirectory: directory } = topology
  const details = { host, organisation, directory }
  const others = [...owners(facts, directory)].filter((one) => one !== organisation)
  const kept = keptFor(facts, directory)
  if (kept !== undefined && others.length === 0 && kept !== organisation)
    return [problem('preflight.other-data', { ...details, other: kept }, { host })]
  return others.map((other) => {
    if (facts.record?.organisation !== other)
      return problem('preflight.host-of-others', { ...details, other }, { host })
    const { generation, user, machine, at, since = at } = facts.record
    const who = { generation, user, machine, at, since }
    return problem('preflight.other-organisation', { ...details, other, ...who }, { host })
  })
}
