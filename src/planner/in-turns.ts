import type { KeepFormer, Wait } from '../actions/action.js'
import { pathOf, resourceOf } from '../actions/resource.js'
import { receiptFile } from '../actions/script.js'
import type { Command } from '../lib/command.js'
import { groupBy } from '../lib/group-by.js'
import { roomOf, serviceOf } from '../roles/index.js'
import { formerDirectory, receiptsDirectory, unitOf } from '../topology/host-paths.js'
import { type Instance, isByHand, type Role } from '../topology/topology.js'
import { rolesOneWay } from './one-way.js'
import { againNode, readyNode, restartsWith } from './phases/start.js'
import type { PlanInput, PlanNode, ReasonWord } from './plan.js'

/** Some fall sick half a minute after they were ready. */
const HOLD_SECONDS = 45

/**
 * The same nodes, so that what works is not lost by a change: its host keeps what it was started from until it was ready again, and
 * stayed so for a while; where a role changes one by one, each waits for the one before it. What is only started again has
 * to stay ready too, but others wait for that only in its wave. What does not run or work, or never came to its first start, waits for
 * nobody.
 */
export function inTurns(nodes: readonly PlanNode[], input: PlanInput): PlanNode[] {
  const changes = changesIn(nodes, input)
  if (changes.length === 0) return [...nodes]
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const replaced = new Map<string, readonly PlanNode[]>()
  for (const [, some] of groupBy(changes, ({ instance }) => instance.role)) {
    const waves = some.filter(({ isInTurn }) => isInTurn)
    const parallel = input.parallel ?? 1
    const wave = waves.map(({ gate }) => gate.id)
    for (const change of some) {
      const place = waves.indexOf(change)
      const number = Math.floor(place / parallel)
      const previous = place === -1 ? [] : wave.slice(Math.max(0, number - 1) * parallel, number * parallel)
      const isLast = place === -1 || (number + 1) * parallel >= wave.length
      const isHeld = !isLast || change.isGuarded
      const turn = { previous, isHeld, byId, wave: place === -1 ? [change.gate.id] : wave }
      for (const [id, made] of changed(change, input, turn)) replaced.set(id, made)
      const again = byId.get(againNode(change.instance))
      if (!isHeld && again !== undefined) replaced.set(again.id, [heldSinceStart(again, change, input)])
    }
  }
  return nodes.flatMap((node) => replaced.get(node.id) ?? [node])
}

interface Change {
  readonly instance: Instance
  /** Its nodes from the first that changes what it is started from, to the one that awaits it. */
  readonly nodes: readonly PlanNode[]
  readonly gate: PlanNode
  readonly health: Command
  /** An earlier run was cut off in the middle of its change: what it was before that is still kept. */
  readonly isCut: boolean
  readonly isGuarded: boolean
  readonly isInTurn: boolean
}

interface Turn {
  readonly previous: readonly string[]
  readonly isHeld: boolean
  readonly wave: readonly string[]
  readonly byId: ReadonlyMap<string, PlanNode>
}

/** Reasons to start what is not well as it is. */
const BROKEN: ReadonlySet<string> = new Set<ReasonWord>([
  'reason.outlived',
  'reason.hung',
  'reason.lost-by-consul',
])

/** Of instances that run, work, and are started again, or did before a change of theirs was cut off. */
function changesIn(nodes: readonly PlanNode[], input: PlanInput): Change[] {
  const byInstance = groupBy(nodes, ({ host, instance, phase }) => `${host} ${instance} ${phase}`)
  const starts = new Set(
    nodes.flatMap(({ action, host }) => (action.kind === 'unit' ? [`${host} unit:${action.unit}`] : [])),
  )
  return input.topology.instances.flatMap((instance) => {
    const { host, name, role } = instance
    const own = byInstance.get(`${host} ${name} ${roomOf(role).phase}`) ?? []
    const unit = unitOf(name)
    const start = own.find(({ action }) => action.kind === 'unit' && action.unit === unit)
    const end = own.findIndex(({ id }) => id === readyNode(instance))
    const gate = own[end]
    if (gate?.action.kind !== 'wait' || isByHand(input.topology, host)) return []
    const isWhole = wasWhole(instance, input) && works(instance, input)
    const isCut = !isWhole && hasFormer(instance, input)
    // One that was started already, and has only to get well.
    const isAwaited = start === undefined && isCut
    if (!isAwaited && (start === undefined || BROKEN.has(start.because.word) || !(isWhole || isCut)))
      return []
    const service = serviceOf(instance)
    const isOutlived = restartsWith(input, service).some((one) =>
      starts.has(`${one.host} unit:${unitOf(one.name)}`),
    )
    const isSame = start?.because.word === 'reason.restart'
    const first = isAwaited ? end : isSame ? own.indexOf(start) : firstOf(own)
    return {
      instance,
      nodes: own.slice(first, end + 1),
      gate,
      isCut,
      health: gate.action.health,
      // With a secret that is being changed, what it was started from may be of no use any more.
      isGuarded: !isSame && input.unproven === undefined && !isOneWay(role, own, input) && !own.some(isGiven),
      isInTurn: service.restarts === 'rolling' && !isOutlived,
    }
  })
}

/** It is stopped for it, and its former self runs as an account that has none of its files any more. */
function isGiven({ action }: PlanNode): boolean {
  return action.kind === 'directory' && action.ownedBy !== undefined
}

/** The former program can't read any more what the new one has had. */
function isOneWay(role: Role, own: readonly PlanNode[], { release }: PlanInput): boolean {
  const isNewRelease = own.some(({ action }) => action.kind === 'link')
  return (
    isNewRelease &&
    (release.follows ?? []).some(({ version }) => rolesOneWay(release, version).includes(role))
  )
}

function hasFormer({ host, name }: Instance, { facts }: PlanInput): boolean {
  return facts[host]?.former?.includes(name) ?? false
}

/** Its start came to its end, and nothing that it is started from was written since; one that was being installed has nothing to lose. */
function wasWhole({ host, name }: Instance, { facts }: PlanInput): boolean {
  return facts[host]?.receipts.some(({ id }) => id === `unit:${unitOf(name)}`) ?? false
}

function works({ host, name }: Instance, { facts }: PlanInput): boolean {
  const here = facts[host]
  const state = here?.health[name]?.state
  return here?.units[unitOf(name)]?.active === 'active' && (state === 'healthy' || state === 'ready')
}

/** Program files count where they lie in the release that is in use, and directories where the instance is stopped for them. */
function firstOf(own: readonly PlanNode[]): number {
  const isNewRelease = own.some(({ action }) => action.kind === 'link')
  return own.findIndex(({ action }) => {
    if (action.kind === 'directory') return action.ownedBy !== undefined
    if (action.kind === 'write-file' && action.keep) return false
    if (action.kind === 'link' || action.kind === 'write-file' || action.kind === 'unit') return true
    return !isNewRelease && pathOf(action) !== undefined
  })
}

/** By id of the node in whose place they are. */
function changed(change: Change, input: PlanInput, turn: Turn) {
  const { instance, nodes, isGuarded, gate } = change
  const { previous, isHeld, wave, byId } = turn
  const ids = new Set(nodes.map(({ id }) => id))
  const [first] = nodes
  const { holdSeconds = HOLD_SECONDS } = input
  const hold = (node: PlanNode): PlanNode =>
    node === gate && node.action.kind === 'wait' && isHeld && holdSeconds > 0
      ? { ...node, action: { ...node.action, holdSeconds } }
      : node
  if (first === undefined) return []
  if (!isGuarded) {
    // Where it is stopped before its start, all that its start waits for comes first: another server of a quorum, a slow admin.
    const start = nodes.find(({ action }) => action.kind === 'unit' && action.unit === unitOf(instance.name))
    const awaited = nodes.some(isGiven) ? (start?.after.filter((id) => !ids.has(id)) ?? []) : []
    return nodes.map((node) => {
      const after = node === first ? [...new Set([...node.after, ...awaited, ...previous])] : node.after
      return [node.id, [{ ...hold(node), after }]] as const
    })
  }
  const former = formerDirectory(receiptsDirectory(input.topology), instance.name)
  const guard = { former, unit: unitOf(instance.name), wave }
  // What others have to do first comes before anything is changed, but not what servers of one quorum do together.
  const outer = nodes
    .flatMap(({ after }) => after)
    .filter((id) => !ids.has(id) && byId.get(id)?.phase !== gate.phase)
  const arm: PlanNode = {
    id: `${instance.host} former:${instance.name}`,
    phase: first.phase,
    host: instance.host,
    instance: instance.name,
    action: keepFormer(change, former, input),
    after: [...new Set([...first.after, ...outer, ...previous])],
    because: { word: change.isCut ? 'reason.former-cut' : 'reason.former' },
  }
  return nodes.map((node) => {
    const made = { ...hold(node), after: [...node.after, arm.id], guard }
    return [node.id, node === first ? [arm, made] : [made]] as const
  })
}

/** Asked at the end, when most of the time is over already. */
function heldSinceStart(node: PlanNode, { instance }: Change, input: PlanInput): PlanNode {
  const { action } = node
  return action.kind === 'wait'
    ? { ...node, action: { ...action, ...holdSinceStart(instance, input) } }
    : node
}

/** How long it has to run: as a rule for as long as others have to stay ready, and what it takes to become so. */
export function holdSinceStart(
  { role }: Pick<Instance, 'role'>,
  { holdSeconds = HOLD_SECONDS + serviceOf({ role }).usualSeconds.high }: Pick<PlanInput, 'holdSeconds'>,
): Pick<Wait, 'holdSeconds' | 'sinceStart'> {
  return holdSeconds === 0 ? {} : { holdSeconds, sinceStart: true }
}

/** Receipts are changed with what they tell of; of what is no file, so that it is done again. */
function keepFormer(
  { instance, nodes, isCut, health }: Change,
  former: string,
  { topology }: PlanInput,
): KeepFormer {
  const unit = unitOf(instance.name)
  const receipts = receiptsDirectory(topology)
  const isKept = ({ action }: PlanNode) =>
    action.kind === 'directory' || (action.kind === 'write-file' && action.keep === true)
  const changing = nodes.filter((node) => !isKept(node))
  const files = changing.flatMap(({ action }) => pathOf(action) ?? [])
  const told = changing.flatMap(({ action, instance, inputs, voids = [] }) => [
    ...(inputs === undefined ? [] : [resourceOf(action, instance)]),
    ...voids,
  ])
  const readers = changing.flatMap(({ action }) =>
    action.kind === 'unit' && action.unit !== unit ? [action.unit] : [],
  )
  return {
    kind: 'keep-former',
    former,
    ...(isCut ? { goesOn: true } : {}),
    unit,
    paths: [...new Set([...files, ...told.map((id) => receiptFile(receipts, id))])],
    readers: [...new Set(readers)],
    health,
  }
}
