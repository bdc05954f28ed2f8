import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { lookedAt } from '../../roles/looked-at.js'

/** Two entries that lead to one machine, and machines that were cloned: each is told once, beside the first like it. */
export const identity: Check = (input) => {
  const machines = new Map<string, string>()
  const ids = new Map<string, string>()
  const names = new Map<string, string>()
  return lookedAt(input).flatMap(({ host: { name: host }, facts }): Problem[] => {
    const { machineId, hostname, addresses } = facts.identity
    const all = addresses.map(({ address }) => address).join(', ')
    const isKnown = machineId !== '' && all !== ''
    const machine = isKnown ? firstLike(machines, `${machineId} ${all}`, host) : undefined
    const sameId = machineId === '' ? undefined : firstLike(ids, machineId, host)
    const sameName = hostname === '' ? undefined : firstLike(names, hostname, host)
    const where = { host }
    if (machine !== undefined) {
      return [problem('preflight.same-machine', { host, other: machine, addresses: all }, where)]
    }
    return [
      ...(sameId === undefined
        ? []
        : [problem('preflight.same-machine-id', { host, other: sameId, machineId }, where, 'warning')]),
      ...(sameName === undefined
        ? []
        : [problem('preflight.same-hostname', { host, other: sameName, hostname }, where, 'warning')]),
    ]
  })
}

/** The first host with that trait; undefined for the first itself. */
function firstLike(known: Map<string, string>, trait: string, host: string): string | undefined {
  const first = known.get(trait)
  if (first === undefined) known.set(trait, host)
  return first
}
