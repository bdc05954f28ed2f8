import type { Language } from '../i18n/message.js'
import { type Say, sayIn } from '../i18n/say.js'
import type { Plan, PlanNode } from '../planner/plan.js'
import { bytesText } from './measure-text.js'
import { nodesByHost, sum, totalText } from './plan-text.js'
import { wrap } from './text.js'

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
