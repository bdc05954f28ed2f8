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
  const found = movesOf(input).map(({ instance }) => instance)
  const lost = comersOf(input).filter((one) => !found.includes(one))
  return lost.flatMap(({ name, host: to }) =>
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
  const bytes = input.facts[from]?.left?.[name]
  const mib = bytes === undefined ? undefined : Math.ceil(bytes / MIB)
  const full = [from, to].find((host) => (mib ?? 0) * COPIES > (input.facts[host]?.hardware.diskFreeMib ?? 0))
  if (full !== undefined)
    return problem(
      'preflight.move-no-room',
      { instance: name, from, to, host: full, mib: mib ?? 0 },
      at(full, name),
    )
  const { low, high } = serviceOf(instance).usualSeconds
  const details = {
    ...{ instance: name, from, to, mib: mib ?? '?' },
    low: Math.ceil(low + (bytes ?? 0) / BYTES_PER_SECOND.high),
    minutes: Math.ceil((high + (bytes ?? 0) / BYTES_PER_SECOND.low) / 60),
  }
  return problem('preflight.role-moves', details, at(to, name), 'warning')
}

const MIB = 1024 * 1024
/** Packed, and unpacked or still what it was. */
const COPIES = 2
/** From one host over a slow or a fast uplink of the operator's to another, packing included. */
const BYTES_PER_SECOND = { low: 2_000_000, high: 50_000_000 }

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
