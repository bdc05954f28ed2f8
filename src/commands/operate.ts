import { fault, InstallerError } from '../errors/problem.js'
import { instancesMeant, type Operation, planOperation } from '../planner/operate.js'
import type { Plan } from '../planner/plan.js'
import { judgeStarts } from '../planner/would-return.js'
import type { Facts } from '../runner/engine.js'
import { instancePaths } from '../topology/host-paths.js'
import { type Instance, instanceId } from '../topology/topology.js'
import type { Organisation } from './organisation/organisation.js'
import { selectInstances } from './organisation/select-instances.js'
import { lookAtAll, withOrganisation } from './organisation/with-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Call, Session } from './program/session.js'
import { carryOut } from './run/carry-out.js'
import { refuseFound, refuseUnreviewed, showPlanInShort, tellFound } from './run/review.js'
import { turnsIn } from './run/turns.js'
import { confirm } from './terminal/ask.js'

export const start = (session: Session, call: Call) => operate(session, 'start', call)
export const stop = (session: Session, call: Call) => operate(session, 'stop', call)
export const restart = (session: Session, call: Call) => operate(session, 'restart', call)

/** Starts, stops or restarts in order, and waits for health. What is running already is asked about first. */
function operate(session: Session, operation: Operation, { words, options }: Call): Promise<ExitCode> {
  const needs = {
    artifacts: false,
    lock: true,
    wait: options.wait === true,
    command: operation,
    ...turnsIn(options),
  }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print, paint } = session
    const { topology } = organisation
    const selected = selectInstances(session, topology, words)
    const { facts } = await lookAtAll(session, organisation)
    // Units of two organisations have the same names.
    refuseFound(organisation, facts, 'preflight.other-organisation', 'preflight.host-of-others')
    const meant = movable(organisation, operation, selected, facts)
    const plan = planOperation(organisation.planInput(facts), operation, meant)
    if (plan.nodes.length === 0) {
      session.emit({ type: 'nothing-to-do' })
      print(say(`operate.nothing.${operation}`))
      return EXIT.done
    }
    const evenSo = options.evenSo === true
    if (operation === 'restart')
      await tellFound(session, judgeStarts(plan, [], { topology, facts, reach: [], evenSo }))
    const again = [operation, ...words].join(' ')
    refuseUnreviewed(session, organisation, { plan, reviewed: options.reviewed, again })
    showPlanInShort(session, plan, organisation)
    // Starting interrupts nobody's work.
    if (operation !== 'start' && !(await confirm(session, say(`operate.confirm.${operation}`)))) {
      print(say('apply.declined'))
      return EXIT.failed
    }
    const code = await carryOut(session, organisation, plan, operation)
    if (code !== undefined) return code
    print(paint('done', say(`operate.done.${operation}`)))
    session.emit({ type: 'done', command: operation })
    return EXIT.done
  })
}

/** What it would do to instances, by their ids. Throws what the command would throw before it asks. */
export function planOfOperation(
  organisation: Organisation,
  operation: Operation,
  ids: readonly string[],
  facts: Facts,
): Plan {
  const { topology } = organisation
  refuseFound(organisation, facts, 'preflight.other-organisation', 'preflight.host-of-others')
  const { selected } = instancesMeant(topology.instances, ids)
  const plan = planOperation(
    organisation.planInput(facts),
    operation,
    movable(organisation, operation, selected, facts),
  )
  const found = judgeStarts(plan, [], { topology, facts, reach: [], evenSo: false })
  if (found.some(({ severity }) => severity === 'error')) throw new InstallerError(found)
  return plan
}

/** Those that are there to be started or stopped. Throws when nothing is installed: then `apply` is what was meant. */
function movable(
  { topology, release }: Organisation,
  operation: Operation,
  selected: readonly Instance[],
  facts: Facts,
): readonly Instance[] {
  const unitOf = (instance: Instance) =>
    facts[instance.host]?.units[instancePaths({ topology, release, instance }).unit]
  const installed = selected.filter((instance) => unitOf(instance) !== undefined)
  if (installed.length === 0) {
    const instances = selected.map(instanceId).join(', ')
    throw fault('command.not-installed', { instances })
  }
  if (operation !== 'stop') return installed
  return installed.filter((instance) => unitOf(instance)?.active !== 'inactive')
}
