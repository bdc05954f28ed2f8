import { type Problem, problem } from '../../errors/problem.js'
import type { Check, CheckInput } from '../../roles/check.js'
import { serviceOf } from '../../roles/index.js'
import { clearMovesOf, comersOf, type Move, movesOf } from '../../roles/moves.js'
import { instancesOn, isByHand } from '../../topology/topology.js'

/**
 * What brings its data to another host, and what that means; and what nobody can carry there: put there anew it would be a second
 * one with the same identity, and without its data.
 */
export const moves: Check = (input) => {
  const clear = clearMovesOf(input).map(({ instance }) => instance)
  const found = movesOf(input)
    .filter(({ isBack }) => !isBack)
    .map((move) => (clear.includes(move.instance) ? moving(input, move) : unclear(move)))
  return [...found, ...silentHolders(input)]
}

/** Who is new on a host, and may be on one that says nothing: it may run there, and its data are nowhere else. */
function silentHolders(input: CheckInput): Problem[] {
  const { topology, facts, ownRecord } = input
  const silent = (ownRecord?.members ?? []).filter(({ host }) => facts[host] === undefined)
  if (silent.length === 0) return []
  return comersOf(input).flatMap(({ name, host: to }) =>
    silent
      .filter(({ host, instances }) => host !== to && instances.includes(name))
      .filter(({ host }) => !instancesOn(topology, host).some((one) => one.name === name))
      .map(({ host: from }) =>
        problem('preflight.move-host-away', { instance: name, from, to }, at(to, name)),
      ),
  )
}

function unclear({ instance: { name, host: to }, from }: Move): Problem {
  return problem('preflight.move-unclear', { instance: name, from: from.join(', '), to }, at(to, name))
}

function moving(input: CheckInput, move: Move): Problem {
  const { topology } = input
  const {
    instance,
    from: [from = ''],
  } = move
  const { name, role, host: to } = instance
  if ([from, to].some((host) => isByHand(topology, host))) {
    const data = `${topology.installDirectory}/${name}/data`
    return problem('preflight.role-moved', { role, from, to, data, instance: name }, at(to, name))
  }
  if (changesDatabase(input, move))
    return problem('preflight.move-database', { instance: name, from, to }, at(to, name))
  const { low, high } = serviceOf(instance).usualSeconds
  return problem('preflight.role-moves', { instance: name, from, to, low, high }, at(to, name), 'warning')
}

/** Rows go from one managed server to another, and nowhere where both are one server of the operator's own. */
function changesDatabase({ facts }: CheckInput, { instance, from: [from = ''] }: Move): boolean {
  const { name } = instance
  const had = facts[from]?.receipts.some((one) => one.id === 'unit:mariadb.service' && one.instance === name)
  const { keep } = serviceOf(instance)
  const keepsDatabase = keep(instance).some(({ kind }) => kind === 'database')
  const mayKeepOne = keep({ name, host: from }).some(({ kind }) => kind === 'database')
  return mayKeepOne && had !== keepsDatabase
}

function at(host: string, instance: string) {
  return { host, instance }
}
