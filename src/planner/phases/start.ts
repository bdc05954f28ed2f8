import { inputsOf } from '../../actions/resource.js'
import type { UnitFacts } from '../../facts/host-facts.js'
import { sha256 } from '../../lib/digest.js'
import { identify } from '../../lib/text.js'
import { isOfTokens } from '../../roles/consul/tokens.js'
import { serviceOf } from '../../roles/index.js'
import type { Service, ServiceStep } from '../../roles/service.js'
import { unitText } from '../../roles/unit-text.js'
import { unitOf } from '../../topology/host-paths.js'
import { type Instance, instancesOf, type Role } from '../../topology/topology.js'
import { tokensOf } from '../callers.js'
import type { PlanInput, Reason } from '../plan.js'
import { laterTurns, stageMark } from '../stages.js'
import { closedNode } from './firewall.js'
import { type Chain, type Follows, nodeId, type WantedNode } from './nodes.js'
import { artifactFor, configOf, type PlacedService, placedService, preparationOf } from './placed-services.js'
import { addLoaded } from './restore.js'
import { goneBefore } from './retirees.js'

/** Id of the node after which an instance is ready. */
export function readyNode(instance: Pick<Instance, 'name' | 'host'>): string {
  return `${instance.host} ready:${instance.name}`
}

/** Id of the node that asks it once more at the end. */
export function againNode(instance: Pick<Instance, 'name' | 'host'>): string {
  return `${readyNode(instance)}${AGAIN}`
}

export const AGAIN = ' again'

/** Ids of the nodes after which all of a role are ready, whatever stages they come through. */
function readyNodes(plan: PlanInput, role: Role): readonly string[] {
  const later = laterTurns(plan, role).map(({ instance, stage }) => readyNode(instance) + stageSuffix(stage))
  return [...instancesOf(plan.topology, role).map(readyNode), ...later]
}

export function stageSuffix(stage: number): string {
  return ` stage ${stage}`
}

/** The receipt of the stage that an instance is about to be started in. Returns its id. */
export function addStage(
  nodes: Chain,
  { service: { staged }, input: { stage = 0 } }: PlacedService,
  suffix = '',
): readonly string[] {
  return staged === undefined ? [] : [nodes.add(stageMark(staged, stage), staged.because(stage), { suffix })]
}

/** Starts an instance once those that it needs are ready, settles it in, and awaits it. `files`: ids of its files' nodes. */
export function addStart(
  nodes: Chain,
  plan: PlanInput,
  asked: PlacedService,
  files: readonly string[],
): void {
  const { service, input } = asked
  const unit = unitOf(input.instance.name)
  const before = service.needs.flatMap(({ role }) => readyNodes(plan, role))
  const turns = restartTurns(plan, input.instance.role)
  const turn = turns.findIndex((some) => some.includes(input.instance))
  const previous = turns[turn - 1] ?? []
  const inTurn = [
    ...before,
    ...previous.map(readyNode),
    ...goneBefore(plan, input.instance),
    closedNode(plan, input.host.name),
  ]
  const left = leaveFormerAddress(nodes, plan, asked, inTurn)
  const start = nodes.add(
    { kind: 'unit', unit, state: 'running', inputs: startInputs(plan, asked) },
    { word: 'reason.never-started' },
    {
      after: inTurn,
      forced: whyOutlived(plan, asked) ?? whyHung(plan, asked),
      follows: [...startFollows(plan, asked, files), ...left],
    },
  )
  // Servers that elect a leader together: none is ready before all that are down are started.
  const after = (turns[turn] ?? []).map(startNode)
  for (const one of service.settle?.(input) ?? [])
    nodes.add(one.action, one.because, { after, ...againFor(plan, asked, one) })
  addLoaded(nodes, plan, asked)
  const rejoins = left.length > 0 ? service.rejoins?.(input) : undefined
  if (rejoins !== undefined)
    nodes.add(rejoins.action, rejoins.because, { after, forced: rejoins.because, isTraceless: true })
  nodes.add(
    { kind: 'wait', health: service.ready(input), unit, timeoutSeconds: service.readyTimeoutSeconds },
    STARTED,
    { after, follows: [{ ids: [start], because: STARTED }] },
  )
}

/**
 * One of several that keep a quorum, whose host has another address now, leaves the others under the former one before it comes back:
 * known to them at both it would have no vote, and be taken out for good once they drop the former. Returns what
 * its start follows then.
 */
function leaveFormerAddress(
  nodes: Chain,
  { topology, formerAddresses = {} }: PlanInput,
  { service, input }: PlacedService,
  after: readonly string[],
): readonly Follows[] {
  const { instance } = input
  const { name, host } = instance
  const address = Object.hasOwn(formerAddresses, host) ? formerAddresses[host] : undefined
  if (address === undefined || service.restarts !== 'one by one') return []
  if (instancesOf(topology, instance.role).length < 2) return []
  const others = { ...topology, instances: topology.instances.filter((one) => one !== instance) }
  const leave = service.leaves?.({ topology: others, name, host, address, returnsAt: input.host.address })
  if (leave === undefined) return []
  const id = nodes.add(leave.action, leave.because, { after, forced: leave.because, isTraceless: true })
  return [{ ids: [id], because: leave.because }]
}

/** Tokens are made again where they were lost, and whenever the one that knows them comes to another stage: it may have had none. */
export function againFor(
  plan: PlanInput,
  { service: { staged }, input: { host, instance, stage = 0 } }: PlacedService,
  { action, because }: ServiceStep,
  suffix = '',
): Pick<WantedNode, 'follows' | 'forced'> {
  if (staged === undefined || !isOfTokens(action)) return {}
  const mark = nodeId(host.name, stageMark(staged, stage), instance.name) + suffix
  const follows = [{ ids: [mark], because }]
  return tokensOf(plan)?.isMissing === true ? { follows, forced: because } : { follows }
}

type Known = Pick<PlanInput, 'topology' | 'facts'>

export const STARTED: Reason = { word: 'reason.started' }
/** What the clocks of two hosts may have gone apart since, beside what they may be measured wrong by. */
const CLOCK_SECONDS = 2

/**
 * The instances of a role that restarts one by one, in turns that each wait for the one before: those that are down come first,
 * together, so that none is taken down while another one is away. One turn for all while no quorum runs; none for roles
 * that keep none.
 */
export function restartTurns(plan: PlanInput, role: Role): readonly (readonly Instance[])[] {
  if (serviceOf({ role }).restarts !== 'one by one') return []
  const all = instancesOf(plan.topology, role)
  const isUp = (one: Instance) => unitFacts(plan, one)?.active === 'active' && !isSilent(plan, one)
  const up = all.filter(isUp)
  if (up.length <= all.length / 2) return [all]
  const down = all.filter((one) => !isUp(one))
  return [...(down.length === 0 ? [] : [down]), ...up.map((one) => [one])]
}

/** It runs and answers nothing where it is asked: it may listen on an address that its host had before. */
function isSilent(plan: PlanInput, instance: Instance): boolean {
  const facts = plan.facts[instance.host]
  const told = facts?.told
  if (facts === undefined || told === undefined) return false
  const { service, input } = placedService(plan, instance, facts)
  return Object.keys(service.asked?.(input) ?? {}).some((name) => (told[name] ?? '') === '')
}

/** The instances whose restart means this one's: what it learned of them it never learns again. */
export function restartsWith(plan: Pick<PlanInput, 'topology'>, service: Service): readonly Instance[] {
  return service.needs.flatMap(({ role, restarts }) => {
    if (restarts === undefined) return []
    const all = instancesOf(plan.topology, role)
    return restarts === 'first' ? all.slice(0, 1) : all
  })
}

function startFollows(plan: PlanInput, { service }: PlacedService, files: readonly string[]): Follows[] {
  const rewritten = { ids: files, because: { word: 'reason.put-again' } as const }
  const others = restartsWith(plan, service)
  return [rewritten, ...others.map((other) => ({ ids: startNodes(plan, other), because: outlived(other) }))]
}

/** A service that does not survive a restart of another one was started before it: it only looks well. */
function whyOutlived(plan: PlanInput, { input }: PlacedService): Reason | undefined {
  const later = outlivedBy(plan, input.instance)
  return later === undefined ? undefined : outlived(later)
}

/** Who was started after an instance that learns from it at its own start only. */
export function outlivedBy(plan: Known, instance: Instance): Instance | undefined {
  const own = startedAt(plan, instance)
  return restartsWith(plan, serviceOf(instance)).find((other) => {
    const theirs = startedAt(plan, other)
    if (own === undefined || theirs === undefined) return false
    const error = other.host === instance.host ? 0 : own.error + theirs.error
    return theirs.seconds - own.seconds > CLOCK_SECONDS + error
  })
}

function outlived({ role }: Instance): Reason {
  return { word: 'reason.outlived', values: { role } }
}

/**
 * A service that found its port taken lives on without it, and waiting longer helps nobody. What one of several servers says
 * is about all of them, so its process is left alone; while those that it needs are not well it is not to blame either.
 */
function whyHung(plan: PlanInput, { service, input }: PlacedService): Reason | undefined {
  const health = plan.facts[input.host.name]?.health[input.instance.name]
  if (service.restarts === 'one by one' || health?.state !== 'unhealthy') return undefined
  const needed = service.needs.flatMap(({ role }) => instancesOf(plan.topology, role))
  if (!needed.every((one) => isReady(plan, one))) return undefined
  if ((unitFacts(plan, input.instance)?.runningSeconds ?? 0) < service.readyTimeoutSeconds) return undefined
  return { word: 'reason.hung', and: { word: 'reason.not-ready', values: { says: health.says } } }
}

function isReady({ facts }: PlanInput, { host, name }: Instance): boolean {
  const state = facts[host]?.health[name]?.state
  return state === 'healthy' || state === 'ready'
}

/** By the controller's clock, in seconds since the epoch; undefined when it does not run or was not asked. */
function startedAt(plan: Known, instance: Instance): { seconds: number; error: number } | undefined {
  const facts = plan.facts[instance.host]
  const unit = unitFacts(plan, instance)
  if (facts === undefined || unit?.active !== 'active' || unit.since === 0) return undefined
  const { offsetMs, errorMs } = facts.clock
  return { seconds: unit.since - offsetMs / 1000, error: errorMs / 1000 }
}

function unitFacts(plan: Known, instance: Instance): UnitFacts | undefined {
  return plan.facts[instance.host]?.units[unitOf(instance.name)]
}

function startNodes(plan: PlanInput, instance: Instance): readonly string[] {
  const later = laterTurns(plan, instance.role).filter((turn) => turn.instance === instance)
  return [startNode(instance), ...later.map(({ stage }) => startNode(instance) + stageSuffix(stage))]
}

function startNode({ host, name }: Instance): string {
  return `${host} unit:${unitOf(name)}`
}

/** Everything that the running process was made from: program, config, unit and what it learned from others. */
export function startInputs(plan: PlanInput, asked: PlacedService): string {
  const { service, input } = asked
  const digest = plan.secretDigest
  return sha256(
    JSON.stringify([
      service.artifacts(input).map((use) => [use.to, artifactFor(plan, use.artifact, input).sha256]),
      configOf(asked).map((file) => [file.path, identify(file.content, digest)]),
      identify(unitText(input, service.unit(input)), digest),
      service.dependsOn?.(input) ?? [],
      preparationOf(asked).map(({ action }) => inputsOf(action, digest)),
    ]),
  ).slice(0, 32)
}
