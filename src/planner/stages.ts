import type { Action, RunCommand } from '../actions/action.js'
import { inputsOf, resourceOf } from '../actions/resource.js'
import type { FoundReceipt } from '../facts/host-facts.js'
import { sh } from '../lib/command.js'
import { oncePer } from '../lib/once-per.js'
import { ROOMS, registryOf, roleOfName, serviceOf } from '../roles/index.js'
import type { Staged } from '../roles/service.js'
import { unitOf } from '../topology/host-paths.js'
import { type Instance, instancesOf, isByHand, type Role } from '../topology/topology.js'
import { allHaveTokens } from './callers.js'
import type { PlanInput } from './plan.js'

/** One instance on its way from the stage before. */
export interface StageTurn {
  readonly instance: Instance
  readonly stage: number
}

/** The stage that an instance is brought to together with all else that is changed of it; 0 for roles without stages. */
export function firstStage(plan: PlanInput, instance: Instance): number {
  return stagesOf(plan, instance.role)?.first(instance) ?? 0
}

/** What comes after that, one after the other, each once the one before it is ready. */
export function laterTurns(plan: PlanInput, role: Role): readonly StageTurn[] {
  return stagesOf(plan, role)?.later ?? []
}

/** Whether the registry, once it is through what this plan brings it to, knows others by what it has given them. */
export function admits(plan: PlanInput): boolean {
  const role = registryOf(plan.topology)?.instance.role
  if (role === undefined) return false
  const { admits: from = Number.POSITIVE_INFINITY } = serviceOf({ role }).staged ?? {}
  return (stagesOf(plan, role)?.end ?? 0) >= from
}

/** Leaves the receipt of a stage. It comes before what is written for it: a process may be one stage behind it, and never ahead. */
export function stageMark({ name }: Staged, stage: number): RunCommand {
  return { kind: 'run', name, command: sh`:`, inputs: String(stage) }
}

/** Whether an action belongs to a change in stages. */
export function isStageMark(action: Action): boolean {
  return action.kind === 'run' && ROOMS.some(({ service }) => service.staged?.name === action.name)
}

interface Stages {
  readonly first: (instance: Instance) => number
  readonly later: readonly StageTurn[]
  /** The stage that all of them have come to with it. */
  readonly end: number
}

const byRole = oncePer((_: PlanInput) => new Map<Role, Stages | undefined>())

function stagesOf(plan: PlanInput, role: Role): Stages | undefined {
  const known = byRole(plan)
  if (!known.has(role)) {
    const { staged } = serviceOf({ role })
    known.set(role, staged && stages(plan, role, staged))
  }
  return known.get(role)
}

function stages(plan: PlanInput, role: Role, staged: Staged): Stages {
  const { topology, facts } = plan
  const last = staged.last(topology)
  const all = instancesOf(topology, role)
  const installed = installedOf(plan, role, staged)
  // Nobody is there who would have to understand it.
  if (installed.length === 0) return { first: () => last, later: [], end: last }
  const own = new Map(installed.map(({ host, stage }) => [host, stage]))
  const lowest = Math.min(...own.values())
  const highest = Math.max(...own.values())
  // What comes after that one shuts out who was not started with what it has given them.
  const isOpen = lowest >= staged.admits && (highest > staged.admits || allHaveTokens(plan))
  const isAlone = all.length === 1 && installed.every(({ host }) => host === all[0]?.host)
  const limits = [
    ...all.filter(({ host }) => facts[host] === undefined).map(() => Math.max(1, highest)),
    // A kit is carried out whenever somebody comes to its host.
    ...all.filter(({ host }) => isByHand(topology, host)).map(() => lowest + 1),
    // What leaves is not changed any more.
    ...installed.filter(({ host }) => !all.some((one) => one.host === host)).map(({ stage }) => stage + 1),
  ]
  const end = Math.min(last, isOpen ? last : staged.admits, ...(isAlone ? [] : limits))
  const first = ({ host }: Instance) =>
    Math.min(last, Math.max(isAlone ? end : 1, own.get(host) ?? lowest, highest - 1))
  const rounds = Array.from({ length: Math.max(0, end - 1) }, (_, i) => i + 2)
  const later = rounds.flatMap((stage) =>
    // Whom all others call comes last, where it waits for all servers before it answers.
    (stage < staged.admits ? all : all.toReversed())
      .filter((instance) => facts[instance.host] !== undefined && first(instance) < stage)
      .map((instance) => ({ instance, stage })),
  )
  return { first, later, end }
}

/** By what receipts tell, also of those that org.yaml no longer names. */
function installedOf({ topology, facts }: PlanInput, role: Role, staged: Staged) {
  return Object.entries(facts).flatMap(([host, { receipts }]) => {
    const ours = receipts.filter(({ organisation }) => organisation === topology.organisation)
    const names = [...new Set(ours.map(({ instance }) => instance))]
    return names
      .filter((name) => roleOfName(name) === role && isBegun(ours, staged, name))
      .map((name) => ({ host, stage: stageIn(ours, staged, name) }))
  })
}

function isBegun(receipts: readonly FoundReceipt[], staged: Staged, name: string): boolean {
  const told = [`file:/etc/systemd/system/${unitOf(name)}`, resourceOf(stageMark(staged, 0), name)]
  return receipts.some(({ id }) => told.includes(id))
}

/** Of all changes in stages; receipts may tell of one that is not wanted any more. */
const LAST = 9

function stageIn(receipts: readonly FoundReceipt[], staged: Staged, instance: string): number {
  const id = resourceOf(stageMark(staged, 0), instance)
  const found = receipts.find((receipt) => receipt.id === id)?.inputs
  for (let stage = LAST; stage > 0; stage--)
    if (found === inputsOf(stageMark(staged, stage), () => '')) return stage
  return 0
}
