import { type Problem, problem } from '../errors/problem.js'
import type { CheckInput, Reach } from '../roles/check.js'
import { serviceOf } from '../roles/index.js'
import { unitOf } from '../topology/host-paths.js'
import { type Instance, instanceId } from '../topology/topology.js'
import type { Plan, PlanNode } from './plan.js'

export interface Looked extends Pick<CheckInput, 'topology' | 'facts' | 'reach'> {
  /** The operator wants it all the same. */
  readonly evenSo: boolean
}

/**
 * What stands against a plan because of what it starts: `found` by preflight, and whether what runs would come back. What is
 * missing outside stops only plans that start who needs it; where somebody wants it all the same, nobody.
 */
export function judgeStarts(
  { nodes }: Pick<Plan, 'nodes'>,
  found: readonly Problem[],
  looked: Looked,
): Problem[] {
  const started = looked.topology.instances.flatMap((instance) => {
    const start = startOf(nodes, instance)
    return start === undefined ? [] : [{ instance, start }]
  })
  const known = found.map((one) => {
    if (!OUTSIDE.some((code) => code === one.code)) return one
    const isNew = started.some(({ instance }) => lacks(instance, one, looked) && !runs(instance, looked))
    return isNew && !looked.evenSo ? one : { ...one, severity: 'warning' as const }
  })
  return [...known, ...started.flatMap(({ instance, start }) => wouldNotReturn(start, instance, looked))]
}

/** It is started from what it was started from before. */
const SAME = ['reason.restart', 'reason.outlived', 'reason.backup'] as const

const OUTSIDE = ['preflight.data-center-unreachable', 'preflight.database-unreachable'] as const

/**
 * One that runs and needs at its start what it works with is ended for good by a restart while that is away: where its host was
 * seen not to get there, or where it says so itself and is started from the same as before. Whatever else it is started from
 * may be what it lacks.
 */
function wouldNotReturn(start: PlanNode, instance: Instance, looked: Looked): Problem[] {
  if (serviceOf(instance).startsOnlyIfWorks !== true || !runs(instance, looked)) return []
  const closed = triesOf(instance, looked).find(({ result }) => result !== 'open')
  const health = looked.facts[instance.host]?.health[instance.name]
  const says = closed === undefined ? health?.says : `${closed.address}:${closed.port} ${closed.result}`
  const isSame = SAME.some((word) => word === start.because.word)
  if (closed === undefined && !(isSame && health?.state === 'ready')) return []
  const details = { instance: instanceId(instance), says: says ?? '' }
  const where = { host: instance.host, instance: instance.name }
  return [problem('run.would-not-start', details, where, looked.evenSo ? 'warning' : 'error')]
}

function startOf(nodes: readonly PlanNode[], { name, host }: Instance): PlanNode | undefined {
  return nodes.find(
    ({ host: at, action }) =>
      at === host && action.kind === 'unit' && action.unit === unitOf(name) && action.state === 'running',
  )
}

function runs({ name, host }: Instance, { facts }: Looked): boolean {
  return facts[host]?.units[unitOf(name)]?.active === 'active'
}

function triesOf(instance: Instance, { topology, reach }: Looked): Reach[] {
  const dialled = serviceOf(instance).dials?.({ topology, instance }) ?? []
  return reach.filter(
    ({ from, address, port }) =>
      from === instance.host && dialled.some((one) => one.address === address && one.port === port),
  )
}

function lacks(instance: Instance, { where, details }: Problem, looked: Looked): boolean {
  const isIt = ({ address, port }: Reach) => address === details.address && port === details.port
  return instance.host === where.host && triesOf(instance, looked).some(isIt)
}
