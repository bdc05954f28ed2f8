import type { HostFacts } from '../../facts/host-facts.js'
import { oncePer } from '../../lib/once-per.js'
import { roomOf, serviceOf } from '../../roles/index.js'
import { HAND_OVER, type Move, movesOf } from '../../roles/moves.js'
import { portsOf } from '../../roles/ports.js'
import { unitOf } from '../../topology/host-paths.js'
import { allHosts, type Host, type Instance, instancesOn } from '../../topology/topology.js'
import { type Owned, ownedOnHost } from '../owned.js'
import type { PlanInput } from '../plan.js'
import { clearMoves } from './clear-moves.js'

/** A host that has answered, with what is on it of this organisation. */
export interface OwnedHost {
  readonly host: Host
  readonly facts: HostFacts
  readonly owned: Owned
}

/** An instance that a host has and org.yaml does not name there. */
export interface Retiree extends OwnedHost {
  readonly role: Instance['role']
  readonly name: string
}

export const ownedHosts = oncePer((plan: PlanInput): readonly OwnedHost[] =>
  allHosts(plan.topology).flatMap((host) => {
    const facts = plan.facts[host.name]
    return facts === undefined ? [] : [{ host, facts, owned: ownedOnHost(plan.topology, host.name, facts) }]
  }),
)

/** But for those whose data another host waits for, and does not get by this plan. */
export const retirees = oncePer((plan: PlanInput): readonly Retiree[] =>
  ownedHosts(plan)
    .flatMap((here) => here.owned.forgotten.map(({ role, name }) => ({ ...here, role, name })))
    .filter((one) => isMover(plan, one) || !waitedFor(plan).has(idOf(one))),
)

/** Whose data another host gets by this plan: they are made unable to start before that, and stay until the new one was seen to work. */
const movers = oncePer((plan: PlanInput) => {
  const moves = clearMoves(plan).filter(({ instance }) => plan.facts[instance.host] !== undefined)
  return leaving(moves)
})

const waitedFor = oncePer((plan: PlanInput) => leaving(movesOf(plan)))

function leaving(moves: readonly Move[]): ReadonlySet<string> {
  const ids = moves.map(({ instance, from, isBack }) =>
    isBack ? [] : from.map((host) => `${host} ${instance.name}`),
  )
  return new Set(ids.flat())
}

/**
 * Of a role of which there may be one only the old one goes first, and so does one whose port a new one on its host takes. All others
 * go when those that stay were seen to work.
 */
export function goesFirst(plan: PlanInput, retiree: Retiree): 'as the only one' | 'for its port' | undefined {
  if (isMover(plan, retiree)) return undefined
  if (isOnlyOne(retiree.role)) return 'as the only one'
  const here = instancesOn(plan.topology, retiree.host.name)
  return here.some((one) => takesPort(one, retiree)) ? 'for its port' : undefined
}

/** Ids of the nodes that an instance's start waits for: that those which go first are stopped and off Consul. */
export function goneBefore(plan: PlanInput, instance: Instance): string[] {
  return retirees(plan)
    .filter(
      (old) =>
        (old.role === instance.role && isOnlyOne(old.role) && !isMover(plan, old)) ||
        (old.host.name === instance.host && takesPort(instance, old)),
    )
    .map((old) => (isMover(plan, old) ? `${old.host.name} run:${old.name}/${HAND_OVER}` : goneNode(old)))
}

/** Id of the node after which a retiree runs no more and nobody is told of it. */
function goneNode({ role, host, name }: Retiree): string {
  const last =
    serviceOf({ role }).registeredAs === undefined ? `unit:${unitOf(name)}` : `run:${name}/sign-off`
  return `${host.name} ${last}`
}

function isMover(plan: PlanInput, retiree: Retiree): boolean {
  return movers(plan).has(idOf(retiree))
}

function idOf({ host, name }: Retiree): string {
  return `${host.name} ${name}`
}

function isOnlyOne(role: Instance['role']): boolean {
  return roomOf(role).settings.count !== 'any' && serviceOf({ role }).restarts === 'together'
}

function takesPort(instance: Instance, { name, facts }: Retiree): boolean {
  const taken = facts.listeners.filter(({ unit }) => unit === unitOf(name))
  return portsOf(instance).some(({ protocol, port, to = port }) =>
    taken.some((one) => one.protocol === protocol && one.port >= port && one.port <= to),
  )
}
