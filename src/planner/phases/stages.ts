import { resourceOf } from '../../actions/resource.js'
import { unitOf } from '../../topology/host-paths.js'
import { instancesOf, type Role } from '../../topology/topology.js'
import type { PhaseId, PlanInput } from '../plan.js'
import { laterTurns } from '../stages.js'
import { addConfigFiles } from './config-files.js'
import { chain, type WantedNode } from './nodes.js'
import { placedService } from './placed-services.js'
import { addStage, againFor, readyNode, STARTED, stageSuffix, startInputs } from './start.js'

/** Further stages of a change: one instance after the other, each ready before the next, and all of them before others start. */
export function laterStages(phase: PhaseId, plan: PlanInput, role: Role): readonly WantedNode[] {
  let after = instancesOf(plan.topology, role).map(readyNode)
  return laterTurns(plan, role).flatMap(({ instance, stage }) => {
    const facts = plan.facts[instance.host]
    if (facts === undefined) return []
    const asked = placedService(plan, instance, facts, stage)
    const { service, input } = asked
    const unit = unitOf(instance.name)
    const suffix = stageSuffix(stage)
    const nodes = chain(phase, instance.host, instance.name, after)
    const mark = addStage(nodes, asked, suffix)
    const files = addConfigFiles(nodes, asked, suffix)
    const inputs = startInputs(plan, asked)
    const start = nodes.add({ kind: 'unit', unit, state: 'running', inputs }, STARTED, {
      follows: [{ ids: [...mark, ...files], because: { word: 'reason.put-again' } }],
      suffix,
    })
    const first = service.settle?.(placedService(plan, instance, facts).input) ?? []
    const had = new Set(first.map(({ action }) => resourceOf(action, instance.name)))
    for (const one of service.settle?.(input) ?? [])
      if (!had.has(resourceOf(one.action, instance.name)))
        nodes.add(one.action, one.because, { suffix, ...againFor(plan, asked, one, suffix) })
    const { readyTimeoutSeconds: timeoutSeconds } = service
    nodes.add({ kind: 'wait', health: service.ready(input), unit, timeoutSeconds }, STARTED, {
      follows: [{ ids: [start], because: STARTED }],
      suffix,
    })
    after = nodes.nodes.slice(-1).map(({ id }) => id)
    return nodes.nodes
  })
}
