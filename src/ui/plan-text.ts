import { type Language, reasonIn, type Say, sayIn } from '../i18n/say.js'
import { groupBy } from '../lib/group-by.js'
import { show } from '../lib/text.js'
import { isChange, type Plan, type PlanNode, type Reason } from '../planner/plan.js'
import type { Range } from '../wizard/action-seconds.js'
import type { FileChange, HostPlan, UnitChange } from '../wizard/host-plan.js'
import type { PlanDifference } from '../wizard/plan-difference.js'
import { actionText, bytesOf } from './action-text.js'
import type { Paint } from './colour.js'
import { diffLines } from './difference-text.js'
import { aboutText } from './estimate-text.js'
import { bytesText } from './measure-text.js'
import { phaseText } from './phase-text.js'
import { textWidth } from './picture/text-width.js'
import { removalText } from './removal-text.js'
import { pad, printable, wrap } from './text.js'

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
  const removed = removalText(plan, say, look.paint)
  return [
    ...nodesByHost(plan).flatMap(([host, nodes]) => [...hostText(host, nodes, say, look), '']),
    ...(plan.nodes.some(isVerification) ? [say('plan.verified'), ''] : []),
    ...(removed.length === 0 ? [] : [...removed, '']),
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
  const owner = node.instance === 'host' ? '' : `${node.instance}  `
  const head = `${owner}${say(`kind.${action.kind}`)} ${actionText(action, say)}`
  const held = node.heldBy === undefined ? [] : [say('by-hand.plan-held', { hosts: node.heldBy.join(', ') })]
  const isShown = action.kind === 'write-file' && (node.before !== undefined || look.verbose)
  const diff = isShown ? fileDiff(node.before ?? '', show(action.content), look.paint) : []
  return [
    `    ${look.paint(MEANINGS[sign], sign)} ${head}`,
    ...reasonLines(node.because, look, 8),
    ...held.map((line) => `        ${look.paint('warning', line)}`),
    ...diff.map((line) => `        ${line}`),
  ]
}

function signOf({ action, before }: PlanNode): Sign {
  if (
    action.kind === 'remove' ||
    action.kind === 'set-aside' ||
    (action.kind === 'unit' && action.state !== 'running')
  )
    return '-'
  if (before !== undefined || action.kind === 'unit' || action.kind === 'wait') return '~'
  return '+'
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
  const units = [...new Set(actions.flatMap((action) => (action.kind === 'unit' ? [action.unit] : [])))]
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

/** All that happens on one host, for reading: packages, artifacts, files with their difference, services, the rest. */
export function hostPlanText(plan: HostPlan, time: Range | undefined, look: PlanLook): string[] {
  const say = sayIn(look.language)
  const section = (id: SectionId, told: readonly unknown[], lines: readonly string[], remark = '') => {
    if (told.length === 0) return []
    const count = look.paint('muted', [told.length, remark].filter((part) => part !== '').join('  '))
    return ['', ` ${look.paint('strong', say(`review.${id}`))} ${count}`, ...lines]
  }
  const hasNew = plan.files.some(({ before }) => before === undefined) && !look.verbose
  const hint = hasNew ? say('review.files.hint') : ''
  const packages = wrap(printable(plan.packages.join(', ')), look.width - 5)
  const files = plan.files.flatMap((file) => fileLines(file, look, say))
  const paths = (sign: '+' | '-', all: readonly string[]) =>
    all.flatMap((path) => signed(sign, [printable(path)], look))
  const others = plan.others.flatMap(({ action, because }) => {
    const name = `${say(`kind.${action.kind}`)} ${actionText(action, say)}`
    return [...signed('+', [name], look), ...reasonLines(because, look, 7)]
  })
  return [
    ` ${titleOf(plan, time, say)}`,
    ...(plan.byHand === true ? [` ${look.paint('warning', say('by-hand.plan'))}`] : []),
    ...section('packages', plan.packages, signed('+', packages, look)),
    ...section('artifacts', plan.artifacts, artifactLines(plan, look)),
    ...section('files', plan.files, files, hint),
    ...section('units', plan.units, unitLines(plan.units, look, say)),
    ...section('programs', plan.programs, paths('+', plan.programs)),
    ...section('others', plan.others, others),
    ...section('removed', plan.removed, paths('-', plan.removed)),
    ...section(
      'aside',
      plan.aside,
      plan.aside.flatMap((one) => signed('~', [actionText(one, say)], look)),
    ),
    ...(plan.directories === 0 ? [] : ['', ` ${say('review.directories', { count: plan.directories })}`]),
  ]
}

type SectionId = 'packages' | 'artifacts' | 'files' | 'units' | 'programs' | 'others' | 'removed' | 'aside'

function titleOf({ host, changes, bytes }: HostPlan, time: Range | undefined, say: Say): string {
  const values = {
    host,
    count: changes,
    bytes: bytesText(bytes),
    time: time === undefined ? '' : aboutText(time, say),
  }
  return say(bytes > 0 ? 'review.host.bytes' : 'review.host', values)
}

function signed(sign: Sign, lines: readonly string[], { paint }: PlanLook): string[] {
  return lines.map((line, i) => `   ${i === 0 ? paint(MEANINGS[sign], sign) : ' '} ${line}`)
}

function artifactLines({ artifacts }: HostPlan, look: PlanLook): string[] {
  const widest = Math.max(0, ...artifacts.map(({ name }) => textWidth(printable(name))))
  return artifacts.flatMap(({ name, bytes }) =>
    signed('+', [`${pad(printable(name), widest)}  ${pad(bytesText(bytes), 9, 'right')}`], look),
  )
}

function fileLines(file: FileChange, look: PlanLook, say: Say): string[] {
  const isNew = file.before === undefined
  const head = signed(isNew ? '+' : '~', [`${printable(file.path)}  ${look.paint('muted', file.mode)}`], look)
  if (isNew && !look.verbose) return head
  const diff = fileDiff(file.before ?? '', file.after, look.paint)
  const told = diff.length > 0 ? diff : [look.paint('muted', say('review.same-text'))]
  return [...head, ...reasonLines(file.because, look, 7), ...told.map((line) => `       ${line}`)]
}

function unitLines(units: readonly UnitChange[], look: PlanLook, say: Say): string[] {
  const words = units.map(({ change }) => say(`review.unit.${change}`))
  const widest = Math.max(0, ...words.map(textWidth))
  return units.flatMap(({ unit, change, because }, i) => {
    const sign = change === 'stop' || change === 'remove' ? '-' : change === 'start' ? '+' : '~'
    const line = `${pad(words[i] ?? '', widest)}  ${printable(unit)}`
    return [...signed(sign, [line], look), ...(change === 'start' ? [] : reasonLines(because, look, 7))]
  })
}

/** What has come into a plan that was reviewed, what is no longer in it, what is done for another reason. */
export function differenceText(
  { added, gone, changed }: PlanDifference,
  look: Omit<PlanLook, 'verbose'>,
): string[] {
  const say = sayIn(look.language)
  const lines = (sign: Sign, nodes: readonly PlanNode[]) =>
    nodes.flatMap(({ host, instance, action, because }) => {
      const owner = instance === 'host' ? host : `${host}  ${instance}`
      const text = `${printable(owner)}  ${say(`kind.${action.kind}`)} ${actionText(action, say)}`
      return [
        `   ${look.paint(MEANINGS[sign], sign)} ${text}`,
        ...(sign === '-' ? [] : reasonLines(because, look, 7)),
      ]
    })
  const isSame = added.length + gone.length + changed.length === 0
  const title = say(isSame ? 'review.difference.none' : 'review.difference')
  return [
    ...wrap(title, look.width - 2).map((line) => ` ${look.paint('warning', line)}`),
    '',
    ...lines('+', added),
    ...lines('~', changed),
    ...lines('-', gone),
    ...(isSame
      ? []
      : ['', ...wrap(say('review.difference.after'), look.width - 2).map((line) => ` ${line}`)]),
  ]
}

/** Of each kind of difference; more are counted. */
const MOST_NAMED = 3

/** The same in a sentence, for where the new plan is shown beside it. */
export function differenceSentence(difference: PlanDifference, say: Say): string {
  const parts = (['added', 'changed', 'gone'] as const).flatMap((kind) => {
    const nodes = difference[kind].filter(isChange)
    if (nodes.length === 0) return []
    const named = nodes
      .slice(0, MOST_NAMED)
      .map(
        ({ host, action }) => `${say(`kind.${action.kind}`)} ${actionText(action, say)} (${printable(host)})`,
      )
    const more = nodes.length - named.length
    const what = [...named, ...(more === 0 ? [] : [say('stop.more', { count: more })])].join(', ')
    return [say(`plan.changed.${kind}`, { what })]
  })
  return [say('plan.changed'), ...parts].join(' ')
}

type Sign = '+' | '~' | '-'
const MEANINGS = { '+': 'added', '~': 'warning', '-': 'removed' } as const

function reasonLines(
  because: Reason,
  { language, paint, width }: Omit<PlanLook, 'verbose'>,
  indent: number,
): string[] {
  const lines = wrap(printable(reasonIn(because, language)), width - indent)
  return lines.map((line) => ' '.repeat(indent) + paint('muted', line))
}

/** Unified diff of two texts in which secrets are masked already; empty when only a masked value differs. */
function fileDiff(before: string, after: string, paint: Paint): string[] {
  return diffLines(before, after).map((line) => {
    if (line.startsWith('@@')) return paint('muted', line)
    if (line.startsWith('+')) return paint('added', line)
    return line.startsWith('-') ? paint('removed', line) : line
  })
}
