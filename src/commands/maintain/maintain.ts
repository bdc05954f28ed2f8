import { problem } from '../../errors/problem.js'
import { lostQuorum, type Maintenance, maintenanceOf } from '../../planner/maintenance.js'
import { planOperation } from '../../planner/operate.js'
import { judgeStarts } from '../../planner/would-return.js'
import type { Facts } from '../../runner/engine.js'
import { reboot } from '../../runner/reboot.js'
import { instanceId, instancesOn, isByHand } from '../../topology/topology.js'
import { instanceStatus, isTroubled } from '../../wizard/instance-status.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'
import { refuseFound, tellFound } from '../run/review.js'
import { turnsIn } from '../run/turns.js'
import { confirm, needsAnswer } from '../terminal/ask.js'
import { bringBack, startStopped } from './bring-back.js'
import { hostsMeant } from './hosts-meant.js'
import { tellMaintenance } from './tell-maintenance.js'

/**
 * Takes one host after the other out of work, so that it can be patched or booted again, and the next one only when all of it
 * works again. What an earlier one that was cut off has left stopped is started first.
 */
export function maintain(session: Session, { words, options }: Call): Promise<ExitCode> {
  const { say, print, paint } = session
  const isRebooted = options.reboot === true
  const needs = {
    artifacts: false,
    lock: true,
    wait: options.wait === true,
    command: 'maintain',
    ...turnsIn(options),
  }
  return withOrganisation(session, needs, async (organisation) => {
    const hosts = hostsMeant(organisation.topology, words)
    // Only who works on the host knows when that is done.
    if (!isRebooted && session.ask === undefined)
      throw needsAnswer(say('maintain.is-done', { host: hosts.join(', ') }), '--reboot')
    const { facts } = await lookAtAll(session, organisation)
    // Units of two organisations have the same names.
    refuseFound(organisation, facts, 'preflight.other-organisation', 'preflight.host-of-others')
    const resumed = await startStopped(session, organisation, facts)
    if (resumed !== undefined) return resumed
    const evenSo = options.evenSo === true
    for (const [i, host] of hosts.entries()) {
      const looked = await lookAtAll(session, organisation)
      await refuseUnfit(session, organisation, { host, facts: looked.facts, evenSo })
      const away = maintenanceOf({ ...organisation, facts: looked.facts }, host)
      tellMaintenance(session, away, { place: i + 1, of: hosts.length })
      if (
        !(await confirm(session, say(isRebooted ? 'maintain.confirm-reboot' : 'maintain.confirm', { host })))
      ) {
        print(say('apply.declined'))
        return EXIT.failed
      }
      const code = await maintainHost(session, organisation, { away, facts: looked.facts, isRebooted })
      if (code !== undefined) return code
    }
    print('', paint('done', say('maintain.done', { count: hosts.length })))
    session.emit({ type: 'done', command: 'maintain' })
    return EXIT.done
  })
}

interface Turn {
  readonly away: Maintenance
  readonly facts: Facts
  readonly isRebooted: boolean
}

/** The exit code of one that did not get to its end; undefined when the host is back and all works. */
async function maintainHost(
  session: Session,
  organisation: Organisation,
  { away: { host, running }, facts, isRebooted }: Turn,
): Promise<ExitCode | undefined> {
  const { engine, planInput } = organisation
  const { say, print, note, emit, paint, world } = session
  const tell = (state: 'drained' | 'rebooting' | 'back' | 'works') =>
    emit({ type: 'maintenance', host, state })
  const stops = planOperation(planInput(facts), 'stop', running)
  const stopped =
    stops.nodes.length === 0 ? undefined : await carryOut(session, organisation, stops, 'maintain')
  if (stopped !== undefined) {
    print(say('maintain.left', { host }))
    return stopped
  }
  tell('drained')
  const { stop: signal } = world.interrupts
  const bootId = isRebooted ? facts[host]?.identity.bootId : undefined
  if (isRebooted) {
    tell('rebooting')
    await reboot(await engine.transport(host))
  }
  // Whoever works there is not kept away, and a boot ends all that holds it.
  await engine.letGo(host)
  if (!isRebooted) {
    print('', paint('advice', say('maintain.drained', { host })))
    if (!(await confirm(session, say('maintain.is-done', { host })))) {
      print(say('maintain.left', { host }))
      return EXIT.failed
    }
  }
  note(say(isRebooted ? 'maintain.rebooting' : 'maintain.waiting', { host }))
  await engine.awaitBack(host, { signal, bootId })
  tell('back')
  const code = await bringBack(session, organisation, { host, before: facts })
  if (code !== undefined) {
    print(say('maintain.left', { host }))
    return code
  }
  tell('works')
  print(paint('done', say('maintain.works', { host })))
  return undefined
}

/** Nothing is taken out of work while others are unwell, where a quorum would be lost, or what would not come back. */
async function refuseUnfit(
  session: Session,
  organisation: Organisation,
  { host, facts, evenSo }: { host: string; facts: Facts; evenSo: boolean },
): Promise<void> {
  const { topology, release, planInput } = organisation
  const severity = evenSo ? 'warning' : 'error'
  const lost = lostQuorum(maintenanceOf({ topology, facts }, host))
  const quorum = lost === undefined ? [] : [problem('maintain.quorum', { host, ...lost }, { host }, severity)]
  const now = session.world.now().getTime()
  const unwell = topology.instances.flatMap((instance) => {
    if (instance.host === host || isByHand(topology, instance.host)) return []
    const status = instanceStatus({ topology, release, facts }, instance, now)
    return isTroubled(status) ? [instanceId(instance)] : []
  })
  const others =
    unwell.length === 0
      ? []
      : [problem('maintain.others-unwell', { host, instances: unwell.join(', ') }, { host }, severity)]
  const again = planOperation(planInput(facts), 'restart', instancesOn(topology, host))
  const looked = { topology, facts, reach: [], evenSo }
  await tellFound(session, [...quorum, ...others, ...judgeStarts(again, [], looked)])
}
