import { planOperation, planProof } from '../../planner/operate.js'
import { outlivedBy } from '../../planner/phases/start.js'
import type { Plan } from '../../planner/plan.js'
import type { Facts } from '../../runner/engine.js'
import { unitOf } from '../../topology/host-paths.js'
import { type Instance, instancesOn, isByHand } from '../../topology/topology.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll } from '../organisation/with-organisation.js'
import type { ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'

/** A restart of some may be the end of what others had learned, once more each time. */
const MOST_LOOKS = 3

/**
 * Starts what is stopped on the host in order, restarts everywhere what has outlived it, and waits until all works that is there or
 * did before. An exit code where that did not come about.
 */
export async function bringBack(
  session: Session,
  organisation: Organisation,
  { host, before }: { readonly host: string; readonly before: Facts },
): Promise<ExitCode | undefined> {
  const { topology, planInput } = organisation
  let { facts } = await lookAtAll(session, organisation)
  const start = planOperation(planInput(facts), 'start', installedOn(organisation, host, facts))
  const started = await carryOutIfAny(session, organisation, start)
  if (started !== undefined) return started
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    ;({ facts } = await lookAtAll(session, organisation, 'proving'))
    const known = { topology, facts }
    const lost = topology.instances.filter((instance) => {
      const state = facts[instance.host]?.health[instance.name]?.state
      return state === 'unregistered' || outlivedBy(known, instance) !== undefined
    })
    if (lost.length === 0) break
    const again = planOperation(planInput(facts), 'restart', lost)
    const code = await carryOutIfAny(session, organisation, again)
    if (code !== undefined) return code
  }
  const worked = ({ host: at, name }: Instance) =>
    at === host || before[at]?.health[name]?.state === 'healthy'
  const proof = planProof(
    planInput(facts),
    topology.instances.filter(
      (one) => worked(one) && isInstalled(one, facts) && !isByHand(topology, one.host),
    ),
  )
  return carryOutIfAny(session, organisation, proof)
}

/** What a command that was cut off, or an operator, has left stopped anywhere. */
export async function startStopped(
  session: Session,
  organisation: Organisation,
  facts: Facts,
): Promise<ExitCode | undefined> {
  const all = organisation.topology.hosts.flatMap(({ name }) => installedOn(organisation, name, facts))
  const plan = planOperation(organisation.planInput(facts), 'start', all)
  if (plan.nodes.length > 0) session.note(session.say('maintain.starting-stopped'))
  return carryOutIfAny(session, organisation, plan)
}

async function carryOutIfAny(
  session: Session,
  organisation: Organisation,
  plan: Plan,
): Promise<ExitCode | undefined> {
  return plan.nodes.length === 0 ? undefined : carryOut(session, organisation, plan, 'maintain')
}

function installedOn({ topology }: Organisation, host: string, facts: Facts): readonly Instance[] {
  if (isByHand(topology, host)) return []
  return instancesOn(topology, host).filter((instance) => isInstalled(instance, facts))
}

function isInstalled({ host, name }: Instance, facts: Facts): boolean {
  return facts[host]?.units[unitOf(name)] !== undefined
}
