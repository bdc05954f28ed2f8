import { fault, InstallerError } from '../../errors/problem.js'
import type { Facts } from '../../runner/engine.js'
import { bytesText } from '../../ui/measure-text.js'
import { printable } from '../../ui/text.js'
import type { Organisation } from '../organisation/organisation.js'
import { gatherFacts, tellAtWork, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { type Call, type Session, throwIfInterrupted } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { judgeOld, type OldVerdict } from './judge-old.js'
import { lookAtOld, type OldHost } from './look-at-old.js'

/** What the old playbooks have installed on the hosts of org.yaml, and what it takes to go on with it: looks, and changes nothing. */
export function adopt(session: Session, { options }: Call): Promise<ExitCode> {
  if (options.plan !== true) throw fault('adopt.not-yet')
  const needs = { artifacts: false, lock: false, command: 'adopt' }
  return withOrganisation(session, needs, async (organisation) => {
    const gathered = await gatherFacts(session, organisation)
    tellAtWork(session, gathered)
    // A host that is not seen may be the one with the identity.
    if (gathered.problems.some(({ severity }) => severity === 'error'))
      throw new InstallerError(gathered.problems)
    const hosts = await lookAtAllOld(session, organisation, gathered.facts)
    if (hosts.length === 0) throw fault('adopt.nothing-old')
    const verdict = judgeOld(organisation.topology, organisation.release, hosts)
    showPlan(session, hosts, verdict)
    await showProblems(session, [...organisation.problems, ...verdict.problems])
    const isSound = !verdict.problems.some(({ severity }) => severity === 'error')
    session.print(
      session.say(isSound ? 'adopt.sound' : 'adopt.not-sound'),
      session.say('adopt.nothing-changed'),
    )
    return isSound ? EXIT.changesPending : EXIT.failed
  })
}

async function lookAtAllOld(
  session: Session,
  { engine, topology }: Organisation,
  facts: Facts,
): Promise<readonly OldHost[]> {
  session.note(session.say('adopt.looking'))
  const looks = topology.hosts.flatMap((host) => {
    const known = facts[host.name]
    if (known?.old === undefined) return []
    const { stop } = session.world.interrupts
    return [engine.transport(host.name).then((transport) => lookAtOld(host, known, transport, stop))]
  })
  const hosts = await Promise.all(looks)
  throwIfInterrupted(session)
  return hosts
}

function showPlan(
  { say, print, emit, paint }: Session,
  hosts: readonly OldHost[],
  verdict: OldVerdict,
): void {
  const { identity, files } = verdict
  if (identity !== undefined) {
    emit({ type: 'old-identity', ...identity })
    const joined = identity.identity === '' ? 'adopt.identity.none' : 'adopt.identity.joined'
    const values = {
      peer: identity.peer,
      identity: printable(identity.identity),
      name: printable(identity.name),
    }
    print(
      paint('strong', say('adopt.identity')),
      `  ${say('adopt.identity.peer', values)}`,
      `  ${say(joined, values)}`,
      '',
    )
  }
  print(paint('strong', say('adopt.services')))
  for (const { host, services, data } of hosts) {
    for (const { name, folder, user, pids } of services) {
      emit({ type: 'old-service', host, name, folder, user, pids })
      const state = say(pids.length > 0 ? 'adopt.runs' : 'adopt.stopped')
      print(`  ${say('adopt.service', { host, name, folder, user: printable(user), state })}`)
    }
    emit({ type: 'old-data', host, ...data })
    if (data.files > 0)
      print(`  ${say('adopt.data', { host, count: data.files, size: bytesText(data.kib * 1024) })}`)
  }
  print('', paint('strong', say('adopt.files')))
  for (const { name, sha256, hosts: on } of files) {
    emit({ type: 'old-file', name, sha256, hosts: on })
    print(`  ${say('adopt.file', { name: printable(name), sum: sha256.slice(0, 16), hosts: on.join(', ') })}`)
  }
  print('', paint('strong', say('adopt.order')), ...STEPS.map((step, i) => `  ${i + 1}. ${say(step)}`), '')
}

/** In this order nothing is lost, and all of it can go back before the last. */
const STEPS = [
  'adopt.step.look',
  'adopt.step.harvest',
  'adopt.step.prepare',
  'adopt.step.stop',
  'adopt.step.start',
  'adopt.step.after',
] as const
