import { type Language, reasonIn, type Say, sayIn } from '../i18n/say.js'
import { groupBy } from '../lib/group-by.js'
import { show } from '../lib/text.js'
import type { Plan, PlanNode } from '../planner/plan.js'
import { actionText, bytesOf } from './action-text.js'
import type { Paint } from './colour.js'
import { fileDiff } from './file-diff.js'
import { bytesText } from './measure-text.js'
import { phaseText } from './phase-text.js'
import { printable, wrap } from './text.js'

export interface PlanLook {
  readonly language: Language
  readonly paint: Paint
  readonly width: number
  /** Also the whole text of new files. */
  readonly verbose: boolean
}

/** The whole plan: per host and phase every change, its reason, and a diff for every file that changes. */
export function planText(plan: Plan, look: PlanLook): string[] {
  const say = sayIn(look.language)
  if (plan.nodes.length === 0) return [say('plan.empty')]
  return [
    ...nodesByHost(plan).flatMap(([host, nodes]) => [...hostText(host, nodes, say, look), '']),
    ...(plan.nodes.some(isVerification) ? [say('plan.verified'), ''] : []),
    totalText(plan, say),
  ]
}

/** `12 changes on 3 hosts, 45.2 MB to send.` */
export function totalText(plan: Plan, say: Say): string {
  const bytes = sum(plan.nodes)
  const count = plan.nodes.filter(isChange).length
  const values = { count, hosts: nodesByHost(plan).length, bytes: bytesText(bytes) }
  return say(bytes > 0 ? 'plan.total.bytes' : 'plan.total', values)
}

/** Nodes by host, in the plan's order of hosts; without the closing question to everybody, which is said once. */
function nodesByHost(plan: Plan): [host: string, nodes: PlanNode[]][] {
  const told = plan.nodes.filter((node) => !isVerification(node))
  return [...groupBy(told, ({ host }) => host)]
}

function sum(nodes: readonly PlanNode[]): number {
  return nodes.reduce((bytes, node) => bytes + bytesOf(node.action), 0)
}

function isVerification({ phase, action }: PlanNode): boolean {
  return phase === 'verify' && action.kind === 'wait'
}

/** Waiting changes nothing. */
function isChange({ action }: PlanNode): boolean {
  return action.kind !== 'wait'
}

function hostText(host: string, nodes: readonly PlanNode[], say: Say, look: PlanLook): string[] {
  const bytes = sum(nodes)
  const values = { host, count: nodes.filter(isChange).length, bytes: bytesText(bytes) }
  const out = [look.paint('strong', say(bytes > 0 ? 'plan.host.bytes' : 'plan.host', values))]
  if (nodes.some(({ byHand }) => byHand !== undefined))
    out.push(`  ${look.paint('warning', say('by-hand.plan'))}`)
  let phase = ''
  for (const node of nodes) {
    if (node.phase !== phase) out.push(`  ${phaseText(node.phase, say)}`)
    phase = node.phase
    out.push(...nodeText(node, say, look))
  }
  return out
}

function nodeText(node: PlanNode, say: Say, look: PlanLook): string[] {
  const { action } = node
  const sign = signOf(node)
  const meaning = sign === '-' ? 'removed' : sign === '+' ? 'added' : 'warning'
  const owner = node.instance === 'host' ? '' : `${node.instance}  `
  const head = `${owner}${say(`kind.${action.kind}`)} ${actionText(action, say)}`
  const reason = wrap(printable(reasonIn(node.because, look.language)), look.width - 8)
  const held = node.heldBy === undefined ? [] : [say('by-hand.plan-held', { hosts: node.heldBy.join(', ') })]
  const diff = action.kind === 'write-file' ? diffOf(show(action.content), node.before, look) : []
  return [
    `    ${look.paint(meaning, sign)} ${head}`,
    ...reason.map((line) => `        ${look.paint('muted', line)}`),
    ...held.map((line) => `        ${look.paint('warning', line)}`),
    ...diff.map((line) => `        ${line}`),
  ]
}

function signOf({ action, before }: PlanNode): '+' | '~' | '-' {
  if (action.kind === 'remove' || (action.kind === 'unit' && action.state !== 'running')) return '-'
  if (before !== undefined || action.kind === 'unit' || action.kind === 'wait') return '~'
  return '+'
}

function diffOf(after: string, before: string | undefined, look: PlanLook): string[] {
  if (before === undefined && !look.verbose) return []
  return fileDiff(before ?? '', after, look.paint)
}

/** The plan in short: a line or two per host, as it is shown before a confirmation. */
export function planSummary(plan: Plan, look: { language: Language; width: number }): string[] {
  const say = sayIn(look.language)
  const hosts = nodesByHost(plan).flatMap(([host, nodes]) => {
    const parts = summaryParts(nodes, say).join('; ')
    return [host, ...wrap(parts, look.width - 4).map((line) => `    ${line}`)]
  })
  return [...hosts, totalText(plan, say)]
}

function summaryParts(nodes: readonly PlanNode[], say: Say): string[] {
  const actions = nodes.map((node) => node.action)
  const of = (...kinds: string[]) => actions.filter((action) => kinds.includes(action.kind))
  const packages = actions.flatMap((action) => (action.kind === 'package' ? action.names : []))
  const units = actions.flatMap((action) => (action.kind === 'unit' ? [action.unit] : []))
  const removed = actions.flatMap((action) => (action.kind === 'remove' ? action.paths : []))
  const counted = (word: Parameters<Say>[0], count: number, more = {}) =>
    count === 0 ? [] : [say(word, { count, ...more })]
  return [
    ...counted('plan.summary.packages', packages.length, { names: [...new Set(packages)].join(', ') }),
    ...counted('plan.summary.artifacts', of('place-artifact').length, { bytes: bytesText(sum(nodes)) }),
    ...counted('plan.summary.files', of('write-file', 'install-file', 'unpack', 'link', 'directory').length),
    ...counted('plan.summary.databases', of('sql').length),
    ...counted('plan.summary.units', units.length, { names: units.join(', ') }),
    ...counted('plan.summary.removals', removed.length),
    ...counted('plan.summary.others', of('run', 'consul-kv').length),
  ]
}
