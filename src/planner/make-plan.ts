import { inputsOf, resourceOf } from '../actions/resource.js'
import { actionScript } from '../actions/script.js'
import { sha256 } from '../lib/digest.js'
import { secretNames, show } from '../lib/text.js'
import { madeFrom } from '../roles/secret-names.js'
import { isByHand, type Topology } from '../topology/topology.js'
import { inTurns } from './in-turns.js'
import { whyNeeded } from './needed.js'
import { phases } from './phases/index.js'
import { nodeBecause, type WantedNode } from './phases/nodes.js'
import type { ByHand, Plan, PlanInput, PlanNode, Reason } from './plan.js'

/**
 * What the organisation's hosts still need. Pure: the same topology, release and facts give the same plan; on a
 * finished organisation it is empty.
 */
export function makePlan(input: PlanInput): Plan {
  const steps = planInSteps(input)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** The same, with pauses for programs that have keys to answer meanwhile: hundreds of hosts take a while. */
export function* planInSteps(input: PlanInput): Generator<undefined, Plan> {
  const wanted: WantedNode[] = []
  for (const nodes of phases(input)) {
    wanted.push(...nodes)
    yield
  }
  const asked = inOrder(wanted).filter((node) => input.facts[node.host] !== undefined)
  yield
  const nodes = yield* keepNeeded(asked, input)
  yield
  return planOf(input.topology.organisation, inOrder(inTurns(nodes, input)))
}

/** A plan of these nodes, with its digest. */
export function planOf(organisation: string, nodes: readonly PlanNode[]): Plan {
  const content = nodes.map(({ id, after, because, inputs, action }) => [
    id,
    after,
    because,
    inputs,
    printable(action),
  ])
  return { organisation, nodes, digest: sha256(JSON.stringify([organisation, content])) }
}

/** What a run can carry out of a plan: nothing on hosts that are set up by hand, nor what waits for their kits. */
export function partForRun(plan: Plan, topology: Pick<Topology, 'hosts'>): Plan {
  if (!topology.hosts.some(({ byHand }) => byHand === true)) return plan
  return {
    ...plan,
    nodes: plan.nodes.filter(({ host, heldBy }) => heldBy === undefined && !isByHand(topology, host)),
  }
}

function* keepNeeded(wanted: readonly WantedNode[], input: PlanInput): Generator<undefined, PlanNode[]> {
  const reasons = new Map<string, Reason>()
  const byHand = new Set(input.topology.hosts.filter((host) => host.byHand).map(({ name }) => name))
  // What is done to a host by hand is done at another time than the work on all others.
  const sideOf = (host: string) => (byHand.has(host) ? host : '')
  const changing = new Set<string>()
  for (const node of wanted) {
    const facts = input.facts[node.host]
    if (facts === undefined) continue
    const because =
      whyNeeded(node, facts, input.secretDigest) ??
      node.forced ??
      whyPutBack(node, input.unproven) ??
      whyFollows(node, reasons, changing.has(sideOf(node.host)))
    if (because === undefined) continue
    reasons.set(node.id, because)
    changing.add(sideOf(node.host))
  }
  yield
  const edges = edgesAmong(wanted, reasons)
  const voids = voidedBy(wanted, reasons)
  yield
  const nodes = wanted.flatMap((node) => {
    const because = reasons.get(node.id)
    if (because === undefined) return []
    const after = edges.get(node.id) ?? []
    const made = planNode(node, { because, after, voids: voids.get(node.id) ?? [] }, input)
    return [byHand.has(node.host) ? { ...made, byHand: kitRules(node, reasons) } : made]
  })
  return byHand.size === 0 ? nodes : held(nodes, wanted, byHand, input.facts)
}

function whyFollows(
  { follows = [] }: WantedNode,
  reasons: ReadonlyMap<string, Reason>,
  isChanging: boolean,
): Reason | undefined {
  const isNeeded = (ids: readonly string[] | '*') =>
    ids === '*' ? isChanging : ids.some((id) => reasons.has(id))
  return follows.find(({ ids }) => isNeeded(ids))?.because
}

function whyPutBack({ action }: WantedNode, unproven: PlanInput['unproven']): Reason | undefined {
  if (unproven?.isBack !== true) return undefined
  const names = secretsIn(action)
  return unproven.secrets.some((name) => names.includes(name)) ? { word: 'reason.put-back' } : undefined
}

function kitRules(node: WantedNode, kept: ReadonlyMap<string, Reason>): ByHand {
  const ids = (node.follows ?? []).flatMap(({ ids }) => (ids === '*' ? [] : ids))
  const isHere = (id: string) => kept.has(id) && id.startsWith(`${node.host} `)
  return { follows: ids.filter(isHere), forced: node.forced !== undefined }
}

/** Edges between the kept nodes: what a dropped node waited for, its followers wait for. */
function edgesAmong(wanted: readonly WantedNode[], kept: ReadonlyMap<string, Reason>): Map<string, string[]> {
  const through = new Map<string, string[]>()
  const edges = new Map<string, string[]>()
  for (const node of wanted) {
    const after = [...new Set(node.after.flatMap((id) => (kept.has(id) ? [id] : (through.get(id) ?? []))))]
    if (kept.has(node.id)) edges.set(node.id, after)
    else through.set(node.id, after)
  }
  return edges
}

/** By the node that is followed: the resources of its host that follow it, where receipts would tell that they are done. */
function voidedBy(
  wanted: readonly WantedNode[],
  kept: ReadonlyMap<string, Reason>,
): ReadonlyMap<string, readonly string[]> {
  const voided = new Map<string, string[]>()
  for (const { id, host, instance, action, follows = [] } of wanted) {
    if (!kept.has(id) || action.kind === 'wait') continue
    for (const followed of follows.flatMap(({ ids }) => (ids === '*' ? [] : ids))) {
      if (!kept.has(followed) || !followed.startsWith(`${host} `)) continue
      voided.set(followed, [...(voided.get(followed) ?? []), resourceOf(action, instance)])
    }
  }
  return voided
}

function planNode(
  node: WantedNode,
  { because, after, voids }: Pick<PlanNode, 'because' | 'after'> & { voids: readonly string[] },
  { facts, secretDigest, secretSet }: PlanInput,
): PlanNode {
  const { host, action } = node
  const inputs = node.isTraceless === true ? undefined : inputsOf(action, secretDigest)
  const allVoids = [...(node.voids ?? []), ...voids]
  const receipt = (path: string) => facts[host]?.receipts.find(({ id }) => id === `file:${path}`)
  const before = action.kind === 'write-file' ? receipt(action.path)?.text : undefined
  return {
    ...nodeBecause(node, because),
    after,
    ...(inputs === undefined ? {} : { inputs }),
    ...(secretSet !== undefined && namesSecret(action) ? { secrets: secretSet.id } : {}),
    ...(allVoids.length === 0 ? {} : { voids: allVoids }),
    ...(before === undefined ? {} : { before }),
  }
}

function namesSecret(action: PlanNode['action']): boolean {
  return secretNames(actionScript(action).script).length > 0
}

/** Those that are in it, and those whose change counts for it. */
function secretsIn(action: PlanNode['action']): readonly string[] {
  const counted = 'secrets' in action ? (action.secrets ?? []) : []
  return [...secretNames(actionScript(action).script), ...counted].map(madeFrom)
}

/** Secrets in a plan are names already; their digests count through `inputs`. */
function printable(action: PlanNode['action']): unknown {
  return action.kind === 'write-file' ? [action.path, show(action.content)] : action
}

/**
 * Marks the nodes that can only be carried out after somebody has been at a host that is set up by hand: its kit does
 * what they wait for. Of such a host that has told nothing yet, all is taken to be missing.
 */
function held(
  nodes: readonly PlanNode[],
  wanted: readonly WantedNode[],
  byHand: ReadonlySet<string>,
  facts: PlanInput['facts'],
): PlanNode[] {
  const silent = new Set([...byHand].filter((host) => facts[host] === undefined))
  const wantedAfter = new Map(wanted.map(({ id, after }) => [id, after]))
  const holders = new Map<string, ReadonlySet<string>>()
  return nodes.map((node) => {
    if (byHand.has(node.host)) {
      holders.set(node.id, new Set([node.host]))
      return node
    }
    const found = new Set([
      ...(wantedAfter.get(node.id) ?? []).map(hostOfNode).filter((host) => silent.has(host)),
      ...node.after.flatMap((id) => [...(holders.get(id) ?? [])]),
    ])
    holders.set(node.id, found)
    return found.size === 0 ? node : { ...node, heldBy: [...found].sort() }
  })
}

function hostOfNode(id: string): string {
  return id.slice(0, id.indexOf(' '))
}

/** The same nodes, each after those that it waits for, and otherwise in the order they came in. */
function inOrder<N extends { readonly id: string; readonly after: readonly string[] }>(
  nodes: readonly N[],
): N[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ordered = new Set<N>()
  const underWay = new Set<N>()
  const visit = (node: N): void => {
    if (ordered.has(node)) return
    if (underWay.has(node)) throw new Error(`${node.id} waits for itself`)
    underWay.add(node)
    for (const id of node.after) {
      const other = byId.get(id)
      if (other !== undefined) visit(other)
    }
    ordered.add(node)
  }
  for (const node of nodes) visit(node)
  return [...ordered]
}
