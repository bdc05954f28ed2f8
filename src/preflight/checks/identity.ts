import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../check.js'
import { type LookedAt, lookedAt } from '../looked-at.js'

/** Two entries that lead to one machine, and machines that were cloned. */
export const identity: Check = (input) =>
  lookedAt(input).flatMap((one, i, hosts) =>
    hosts.slice(0, i).flatMap((earlier): Problem[] => compare(one, earlier)),
  )

function compare({ host, facts }: LookedAt, earlier: LookedAt): Problem[] {
  const { machineId, hostname, addresses } = facts.identity
  const other = earlier.facts.identity
  const details = { host: host.name, other: earlier.host.name }
  const where = { host: host.name }
  const all = addresses.map(({ address }) => address).join(', ')
  const sameId = machineId !== '' && machineId === other.machineId
  if (sameId && all !== '' && all === other.addresses.map(({ address }) => address).join(', '))
    return [problem('preflight.same-machine', { ...details, addresses: all }, where)]
  return [
    ...(sameId ? [problem('preflight.same-machine-id', { ...details, machineId }, where, 'warning')] : []),
    ...(hostname !== '' && hostname === other.hostname
      ? [problem('preflight.same-hostname', { ...details, hostname }, where, 'warning')]
      : []),
  ]
}
