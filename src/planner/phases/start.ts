import { inputsOf } from '../../actions/resource.js'
import { sha256 } from '../../lib/digest.js'
import { identify } from '../../lib/text.js'
import { unitText } from '../../roles/unit-text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { consulAgent, type Instance, instancesOf } from '../../topology/topology.js'
import type { Follows } from '../phase.js'
import type { PlanInput } from '../plan.js'
import type { Chain } from './nodes.js'
import { type Asked, artifactFor } from './service-inputs.js'

/** Id of the node after which an instance is ready. */
export function readyNode(instance: Pick<Instance, 'name' | 'host'>): string {
  return `${instance.host} ready:${instance.name}`
}

/** Starts an instance once those that it needs are ready, settles it in, and awaits it. `files`: ids of its files' nodes. */
export function addStart(nodes: Chain, plan: PlanInput, asked: Asked, files: readonly string[]): void {
  const { service, input } = asked
  const { unit } = instancePaths(plan.topology, plan.release, input.instance)
  const before = service.after.flatMap((role) => instancesOf(plan.topology, role)).map(readyNode)
  const start = nodes.add(
    { kind: 'unit', unit, state: 'running', inputs: startInputs(plan, asked) },
    'it was never started by this installer',
    {
      after: before,
      forced: whyOutlived(plan, asked) ?? whyHung(plan, asked),
      follows: startFollows(plan, asked, files),
    },
  )
  // Consul servers elect a leader together: none is ready before all are started.
  const together = service.role === 'consul' ? instancesOf(plan.topology, 'consul') : []
  const after = together.map((one) => startNode(plan, one))
  for (const step of service.settle(input)) nodes.add(step.action, step.because, { after })
  nodes.add(
    { kind: 'wait', health: service.health(input), unit, timeoutSeconds: service.readyTimeoutSeconds },
    STARTED,
    { after, follows: [{ ids: [start], because: STARTED }] },
  )
}

const STARTED = 'it was started and must be ready before others go on'
const LOST_CONSUL = 'Consul was started after it, and its watch of the carrier ended then'
/** What the clocks of two hosts, as measured, may be off. */
const CLOCK_SECONDS = 2

function startFollows(plan: PlanInput, { service }: Asked, files: readonly string[]): Follows[] {
  const rewritten = { ids: files, because: 'what it was started from is put there again' }
  const [agent] = instancesOf(plan.topology, 'consul')
  if (service.losesConsul !== true || agent === undefined) return [rewritten]
  return [rewritten, { ids: [startNode(plan, agent)], because: LOST_CONSUL }]
}

/** A service that does not survive a restart of the Consul agent was started before it: it only looks well. */
function whyOutlived(plan: PlanInput, { service, input }: Asked): string | undefined {
  if (service.losesConsul !== true) return undefined
  const [agent] = instancesOf(plan.topology, 'consul')
  const own = startedAt(plan, input.instance)
  const theirs = agent === undefined ? undefined : startedAt(plan, agent)
  if (own === undefined || theirs === undefined) return undefined
  return theirs > own + CLOCK_SECONDS ? LOST_CONSUL : undefined
}

/**
 * A service that found its port taken lives on without it, and waiting longer helps nobody. What a Consul server
 * says is about the cluster, so its process is left alone; without Consul nobody else is well either.
 */
function whyHung(plan: PlanInput, { service, input }: Asked): string | undefined {
  const facts = plan.facts[input.host.name]
  const health = facts?.health[input.instance.name]
  if (service.role === 'consul' || health?.state !== 'unhealthy') return undefined
  if (plan.facts[consulAgent(plan.topology).host.name]?.consul === undefined) return undefined
  const unit = facts?.units[instancePaths(plan.topology, plan.release, input.instance).unit]
  if ((unit?.runningSeconds ?? 0) < service.readyTimeoutSeconds) return undefined
  return `it had its time to become ready; not ready: ${health.says}`
}

/** Seconds since the epoch by the controller's clock; undefined when it does not run or was not asked. */
function startedAt(plan: PlanInput, instance: Instance): number | undefined {
  const facts = plan.facts[instance.host]
  const unit = facts?.units[instancePaths(plan.topology, plan.release, instance).unit]
  if (facts === undefined || unit?.active !== 'active' || unit.since === 0) return undefined
  return unit.since - facts.clock.offsetMs / 1000
}

function startNode(plan: PlanInput, instance: Instance): string {
  return `${instance.host} unit:${instancePaths(plan.topology, plan.release, instance).unit}`
}

/** Everything that the running process was made from: program, config, unit and what it learned from others. */
function startInputs(plan: PlanInput, { service, input }: Asked): string {
  const digest = plan.secretDigest
  return sha256(
    JSON.stringify([
      service.artifacts(input).map((use) => [use.to, artifactFor(plan, use.artifact, input.avx2).sha256]),
      service.config(input).map((file) => [file.path, identify(file.content, digest)]),
      identify(unitText(plan.topology, service.unit(input)), digest),
      service.dependsOn(input),
      service.prepare(input).map(({ action }) => inputsOf(action, digest)),
    ]),
  ).slice(0, 32)
}
