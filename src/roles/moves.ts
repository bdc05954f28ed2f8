import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import { unitOf } from '../topology/host-paths.js'
import type { Instance, Topology } from '../topology/topology.js'
import { serviceOf } from './index.js'

/** An instance whose data are not on the host that org.yaml has for it. */
export interface Move {
  readonly instance: Instance
  /** Names of the hosts that have them, or have packed them: if not one, nobody can tell what is to be moved where. */
  readonly from: readonly string[]
  /** Its own host has packed them for another one, which never got them: they come back from beside. */
  readonly isBack: boolean
}

/** Names of the steps whose receipts tell how far a move has come. A host has one of the two at most for an instance. */
export const HAND_OVER = 'hand-over'
export const TAKE_OVER = 'take-over'

interface Known {
  readonly topology: Pick<Topology, 'organisation' | 'instances'>
  readonly facts: Readonly<Record<string, HostFacts>>
}

/**
 * Who brings data along to another host and is not there yet, as the receipts of all hosts that answered tell. One that was
 * started where org.yaml has it is there; what is left elsewhere is a removal.
 */
export function movesOf({ topology, facts }: Known): Move[] {
  const holders = holdersOf({ topology, facts })
  const named = new Set(topology.instances.map(({ host, name }) => `${host} ${name}`))
  return comersOf({ topology, facts }).flatMap((instance): Move[] => {
    const { name, host } = instance
    const known = holders.get(name)
    if (known === undefined) return []
    const left = [...known].filter(([other]) => other !== host && !named.has(`${other} ${name}`))
    const having = left.filter(([, state]) => state === 'has it')
    if (having.length === 0 && known.has(host)) return [{ instance, from: [host], isBack: true }]
    const from = having.length === 0 ? left : having
    return from.length === 0 ? [] : [{ instance, from: from.map(([other]) => other), isBack: false }]
  })
}

/** The moves that a plan can carry out, one to one: of several services of one name nobody could say which goes where. */
export function clearMovesOf(known: Known): Move[] {
  const all = movesOf(known)
  const isAlone = ({ instance: { name } }: Move) =>
    all.filter(({ instance }) => instance.name === name).length === 1
  return all.filter((move) => move.from.length === 1 && isAlone(move))
}

/** Those that have data of their own, and were not started where org.yaml has them, or have handed over what they had. */
export function comersOf({ topology, facts }: Known): Instance[] {
  const holders = holdersOf({ topology, facts })
  return topology.instances.filter(
    (one) => serviceOf(one).moves === 'with its data' && holders.get(one.name)?.get(one.host) !== 'has it',
  )
}

/** By instance name and host: who was started there, or has come there, and whether it was handed over since. */
function holdersOf({
  topology: { organisation },
  facts,
}: Known): Map<string, Map<string, 'has it' | 'packed it'>> {
  const holders = new Map<string, Map<string, 'has it' | 'packed it'>>()
  for (const [host, { receipts }] of Object.entries(facts)) {
    for (const receipt of receipts) {
      const { instance } = receipt
      const isPacked = receipt.id === `run:${instance}/${HAND_OVER}`
      if (receipt.organisation !== organisation || !(isPacked || tellsOfData(receipt))) continue
      const known = holders.get(instance) ?? new Map<string, 'has it' | 'packed it'>()
      holders.set(instance, known)
      if (isPacked || !known.has(host)) known.set(host, isPacked ? 'packed it' : 'has it')
    }
  }
  return holders
}

function tellsOfData({ id, instance }: FoundReceipt): boolean {
  return id === `unit:${unitOf(instance)}` || id === `run:${instance}/${TAKE_OVER}`
}
