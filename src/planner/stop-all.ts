import { planOf } from './make-plan.js'
import { planOperation } from './operate.js'
import { ownedOnHost, unitOf } from './owned.js'
import { nodeId } from './phases/nodes.js'
import type { Plan, PlanInput, PlanNode } from './plan.js'

/**
 * Stops whatever of the organisation runs, also what org.yaml no longer names: a copy of what is being written
 * to is no backup.
 */
export function planStopOfAll(input: PlanInput): Plan {
  const { topology, facts } = input
  const named = topology.instances.filter(({ host, name }) => isRunning(input, host, unitOf(name)))
  const forgotten = topology.hosts.flatMap(({ name: host }): readonly PlanNode[] => {
    const here = facts[host]
    const names = here === undefined ? [] : ownedOnHost(topology, host, here).forgotten
    return names.filter((name) => isRunning(input, host, unitOf(name))).map((name) => stopNode(host, name))
  })
  return planOf(topology.organisation, [...planOperation(input, 'stop', named).nodes, ...forgotten])
}

function isRunning({ facts }: PlanInput, host: string, unit: string): boolean {
  const active = facts[host]?.units[unit]?.active
  return active === 'active' || active === 'activating'
}

function stopNode(host: string, name: string): PlanNode {
  const action = { kind: 'unit', unit: unitOf(name), state: 'stopped', inputs: '' } as const
  const id = nodeId(host, action, name)
  return {
    id,
    phase: 'verify',
    host,
    instance: name,
    action,
    after: [],
    because: { word: 'reason.no-longer-named' },
  }
}
