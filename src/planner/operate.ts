import type { Action } from '../actions/action.js'
import { groupBy } from '../lib/group-by.js'
import { healthOf } from '../roles/health.js'
import { roomOf, serviceOf } from '../roles/index.js'
import { unitOf } from '../topology/host-paths.js'
import { allHosts, type Instance, instanceId } from '../topology/topology.js'
import { holdSinceStart, inTurns } from './in-turns.js'
import { planOf } from './make-plan.js'
import { ownedOnHost } from './owned.js'
import { nodeId } from './phases/nodes.js'
import { placedService } from './phases/placed-services.js'
import { againNode, restartsWith, restartTurns } from './phases/start.js'
import type { PhaseId, Plan, PlanInput, PlanNode, Reason } from './plan.js'

export type Operation = 'start' | 'stop' | 'restart'

/** The instances that words of the command line mean: a role, an instance name, `name@host`; nothing means all. */
export function instancesMeant(
  instances: readonly Instance[],
  words: readonly string[],
): { selected: readonly Instance[]; unknown: readonly string[] } {
  const means = (word: string) => (instance: Instance) =>
    word === instance.role || word === instance.name || word === instanceId(instance)
  return {
    selected: instances.filter(
      (instance) => words.length === 0 || words.some((word) => means(word)(instance)),
    ),
    unknown: words.filter((word) => !instances.some(means(word))),
  }
}

/** Starts or restarts in start order, each ready before the next phase; stops in the reverse order. */
export function planOperation(input: PlanInput, operation: Operation, selection: readonly Instance[]): Plan {
  const reachable = withDependents(input, operation, selection).filter(
    ({ host }) => input.facts[host] !== undefined,
  )
  const ordered = operation === 'stop' ? [...reachable].reverse() : reachable
  const phases = [...groupBy(ordered, phaseOf).values()]
  const rounds = operation === 'restart' ? phases.flatMap((some) => keepingQuorum(input, some)) : phases
  const nodes: PlanNode[] = []
  let earlier: string[] = []
  for (const round of rounds) {
    const own = round.map((instance) =>
      operation === 'stop'
        ? [stopNode(instance, phaseOf(instance), earlier, { word: 'reason.stop' })]
        : startNodes(input, instance, earlier, operation),
    )
    nodes.push(...own.flat())
    earlier = own.flatMap((some) => some.slice(-1).map(({ id }) => id))
  }
  if (operation !== 'restart') return planOf(input.topology.organisation, nodes)
  const asked = rounds.flat().flatMap((instance) => askedAgain(input, instance, earlier))
  const again = new Set(asked.map(({ id }) => id))
  const isVain = ({ id, action }: PlanNode) =>
    again.has(id) && action.kind === 'wait' && action.holdSeconds === undefined
  const held = inTurns([...nodes, ...asked], input)
  return planOf(
    input.topology.organisation,
    held.filter((one) => !isVain(one)),
  )
}

/**
 * Stops whatever of the organisation runs, also what org.yaml no longer names: a copy of what is being written
 * to is no backup.
 */
export function planStopOfAll(input: PlanInput): Plan {
  const { topology, facts } = input
  const owned = new Map(
    allHosts(topology).flatMap(({ name }) => {
      const here = facts[name]
      return here === undefined ? [] : [[name, ownedOnHost(topology, name, here)] as const]
    }),
  )
  const isRunning = ({ host, name }: Placed) => {
    const active = facts[host]?.units[unitOf(name)]?.active
    return (
      (active === 'active' || active === 'activating') && owned.get(host)?.instances.includes(name) === true
    )
  }
  const named = planOperation(input, 'stop', topology.instances.filter(isRunning))
  const stops = [...owned.values()]
    .flatMap(({ forgotten }) => forgotten)
    .filter(isRunning)
    .map((one) => stopNode(one, 'verify', [], { word: 'reason.no-longer-named' }))
  return planOf(topology.organisation, [...named.nodes, ...stops])
}

/** A restart takes those along that would not notice it. */
function withDependents(
  input: PlanInput,
  operation: Operation,
  selection: readonly Instance[],
): readonly Instance[] {
  if (operation !== 'restart') return selection
  const selected = new Set(selection)
  const follows = (instance: Instance) =>
    restartsWith(input, serviceOf(instance)).some((other) => selected.has(other))
  return input.topology.instances.filter((instance) => selected.has(instance) || follows(instance))
}

/** Those of one phase, in the turns that keep a quorum of roles which restart one by one. */
function keepingQuorum(input: PlanInput, instances: readonly Instance[]): Instance[][] {
  const turnOf = (instance: Instance) =>
    restartTurns(input, instance.role).findIndex((turn) => turn.includes(instance))
  const turns = groupBy(instances, turnOf)
  return [...turns].toSorted(([a], [b]) => a - b).map(([, some]) => some)
}

function startNodes(
  input: PlanInput,
  instance: Instance,
  after: readonly string[],
  operation: Operation,
): PlanNode[] {
  const facts = input.facts[instance.host]
  if (facts === undefined) return []
  const unit = unitOf(instance.name)
  if (operation === 'start' && facts.units[unit]?.active === 'active') return []
  const { service, input: asked } = placedService(input, instance, facts)
  const phase = phaseOf(instance)
  const begin: Action = { kind: 'unit', unit, state: 'running', inputs: '' }
  const start = node(instance, phase, begin, after, { word: `reason.${operation}` })
  const timeoutSeconds = service.readyTimeoutSeconds
  const wait: Action = { kind: 'wait', health: service.ready(asked), unit, timeoutSeconds }
  return [start, node(instance, phase, wait, [start.id], { word: 'reason.others-wait' })]
}

/** For `inTurns`, which tells those that have to stay ready. */
function askedAgain(input: PlanInput, instance: Instance, after: readonly string[]): PlanNode[] {
  const facts = input.facts[instance.host]
  if (facts === undefined) return []
  const { service, input: asked } = placedService(input, instance, facts)
  const health = service.ready(asked)
  const { readyTimeoutSeconds: timeoutSeconds } = service
  const wait: Action = { kind: 'wait', health, unit: unitOf(instance.name), timeoutSeconds }
  const because: Reason = { word: 'reason.asked-again' }
  return [{ ...node(instance, phaseOf(instance), wait, after, because), id: againNode(instance) }]
}

/** Asks instances that run until they do what they are for, which is more than being ready, and whether they have run well for a while. */
export function planProof(input: PlanInput, instances: readonly Instance[]): Plan {
  const nodes = instances.flatMap((instance) => {
    const facts = input.facts[instance.host]
    if (facts === undefined) return []
    const { service, input: asked } = placedService(input, instance, facts)
    const timeoutSeconds = service.readyTimeoutSeconds
    const health = healthOf(service, asked)
    const hold = holdSinceStart(instance, input)
    const wait: Action = { kind: 'wait', health, unit: unitOf(instance.name), timeoutSeconds, ...hold }
    return [node(instance, 'verify', wait, [], { word: 'reason.asked-again' })]
  })
  return planOf(input.topology.organisation, nodes)
}

function stopNode(instance: Placed, phase: PhaseId, after: readonly string[], because: Reason): PlanNode {
  return node(
    instance,
    phase,
    { kind: 'unit', unit: unitOf(instance.name), state: 'stopped', inputs: '' },
    after,
    because,
  )
}

type Placed = Pick<Instance, 'host' | 'name'>

function node(
  { host, name }: Placed,
  phase: PhaseId,
  action: Action,
  after: readonly string[],
  because: Reason,
): PlanNode {
  return { id: nodeId(host, action, name), phase, host, instance: name, action, after, because }
}

function phaseOf({ role }: Instance): PhaseId {
  return roomOf(role).phase
}
