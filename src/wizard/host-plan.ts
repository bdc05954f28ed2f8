import type { SetAside } from '../actions/action.js'
import type { HostFacts } from '../facts/host-facts.js'
import { groupBy } from '../lib/group-by.js'
import { show } from '../lib/text.js'
import { isChange, type Plan, type PlanNode, type Reason } from '../planner/plan.js'

/** What happens on one host, by kind, as a person reviews it. */
export interface HostPlan {
  readonly host: string
  readonly packages: readonly string[]
  /** By name, `rosetta`, or its variant, `rosetta/avx2`. */
  readonly artifacts: readonly { readonly name: string; readonly bytes: number }[]
  /** Written texts: configs, units. */
  readonly files: readonly FileChange[]
  readonly units: readonly UnitChange[]
  /** Programs that are put in place: by path. */
  readonly programs: readonly string[]
  readonly removed: readonly string[]
  /** What stays of what is removed. */
  readonly aside: readonly SetAside[]
  /** Steps, SQL and Consul keys. */
  readonly others: readonly PlanNode[]
  /** Directories and links: counted, not worth a line each. */
  readonly directories: number
  /** Bytes to send. */
  readonly bytes: number
  readonly changes: number
  /** No run does this, its kit does. */
  readonly byHand?: true
}

export interface FileChange {
  readonly path: string
  readonly mode: string
  readonly instance: string
  /** Text now on the host; absent for a new file. Secrets are masked in both. */
  readonly before?: string
  readonly after: string
  readonly because: Reason
}

export interface UnitChange {
  readonly unit: string
  readonly instance: string
  readonly change: 'start' | 'restart' | 'reload' | 'stop' | 'remove'
  readonly because: Reason
}

/** One entry for each host that something is done on, in the plan's order. `facts`: whether a unit runs now. */
export function hostPlans(plan: Plan, facts: Readonly<Record<string, HostFacts>> = {}): readonly HostPlan[] {
  return [...groupBy(plan.nodes, ({ host }) => host)].map(([host, nodes]) =>
    hostPlan(host, nodes, facts[host]),
  )
}

function hostPlan(host: string, nodes: readonly PlanNode[], facts: HostFacts | undefined): HostPlan {
  const actions = nodes.map(({ action }) => action)
  const artifacts = actions.flatMap((action) => {
    if (action.kind !== 'place-artifact') return []
    const name = action.cpu === undefined ? action.artifact : `${action.artifact}/${action.cpu}`
    return [{ name, bytes: action.size }]
  })
  return {
    host,
    packages: [...new Set(actions.flatMap((action) => (action.kind === 'package' ? action.names : [])))],
    artifacts,
    files: nodes.flatMap(fileChange),
    units: nodes.flatMap((node) => unitChange(node, facts)),
    programs: actions.flatMap((action) =>
      action.kind === 'install-file' || action.kind === 'unpack' ? [action.path] : [],
    ),
    removed: actions.flatMap((action) => (action.kind === 'remove' ? action.paths : [])),
    aside: actions.flatMap((action) => (action.kind === 'set-aside' ? [action] : [])),
    others: nodes.filter(({ action: { kind } }) => kind === 'run' || kind === 'sql' || kind === 'consul-kv'),
    directories: actions.filter(({ kind }) => kind === 'directory' || kind === 'link').length,
    bytes: artifacts.reduce((sum, { bytes }) => sum + bytes, 0),
    changes: nodes.filter(isChange).length,
    ...(nodes.some(({ byHand }) => byHand !== undefined) ? { byHand: true } : {}),
  }
}

function fileChange({ action, instance, before, because }: PlanNode): FileChange[] {
  if (action.kind !== 'write-file') return []
  const { path, mode } = action
  const known = before === undefined ? {} : { before }
  return [{ path, mode, instance, ...known, after: show(action.content), because }]
}

function unitChange({ action, instance, because }: PlanNode, facts: HostFacts | undefined): UnitChange[] {
  if (action.kind !== 'unit') return []
  const runs = facts?.units[action.unit]?.active === 'active'
  const wanted = runs ? (action.change ?? 'restart') : 'start'
  const change = action.state === 'running' ? wanted : action.state === 'stopped' ? 'stop' : 'remove'
  return [{ unit: action.unit, instance, change, because }]
}
