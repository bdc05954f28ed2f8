import { consulOf } from '../roles/consul/facts.js'
import type { Facts, GatherResult } from '../runner/engine.js'
import { instanceId } from '../topology/topology.js'
import type { Meaning } from '../ui/colour.js'
import { ageText } from '../ui/measure-text.js'
import { restartDueText } from '../ui/status/restart-due-text.js'
import { table } from '../ui/table.js'
import { printable } from '../ui/text.js'
import { cell } from '../wizard/cell.js'
import { type InstanceStatus, instanceStatus, isTroubled } from '../wizard/instance-status.js'
import { createAsker } from '../wizard/live-facts.js'
import { statusesOf } from '../wizard/proofs.js'
import { STATE_MARKS } from '../wizard/status-map.js'
import type { Gathered } from '../wizard/workbench.js'
import { leftBehind } from './organisation/left-behind.js'
import { gatherFacts, tellAtWork, tellByHand, withOrganisation } from './organisation/with-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Call, FullScreen, Session } from './program/session.js'
import { showProblems } from './terminal/show-problems.js'
import { showScreens } from './terminal/show-screens.js'

/** Health of every instance, as the services truly report it: on a screen that stays true, or once as lines. */
export function status(session: Session, { options }: Call): Promise<ExitCode> {
  const { screens } = session.world
  if (screens !== undefined && session.options.json !== true && options.once !== true)
    return liveStatus(session, screens)
  const needs = { artifacts: false, lock: false, command: 'status' }
  return withOrganisation(session, needs, async (organisation) => {
    const { topology, release } = organisation
    const gathered = await gatherFacts(session, organisation)
    const { facts, problems } = gathered
    tellAtWork(session, gathered)
    tellByHand(session, organisation)
    const now = session.world.now().getTime()
    const all = topology.instances.map((instance) =>
      instanceStatus({ topology, release, facts }, instance, now),
    )
    for (const one of all) session.emit({ type: 'instance', ...one })
    showTable(session, all)
    showConsul(session, facts)
    showDue(session, all, facts)
    await showProblems(session, [...leftBehind(organisation, facts), ...problems])
    return conclude(session, all)
  })
}

const MEANINGS: Readonly<Record<InstanceStatus['state'], Meaning>> = {
  ...STATE_MARKS,
  unreachable: 'failed',
  'by-hand': 'advice',
}

function showTable({ say, print, paint, width }: Session, all: readonly InstanceStatus[]): void {
  const columns = [
    { title: say('status.instance') },
    { title: say('column.host') },
    { title: say('status.state') },
    { title: say('status.since'), align: 'right' as const },
    { title: say('status.restarts'), align: 'right' as const },
    { title: say('status.says') },
  ]
  const rows = all.map((one) => [
    one.instance,
    one.host,
    { text: say(`status.${one.state}`), meaning: MEANINGS[one.state] },
    one.runningSeconds === undefined ? '' : ageText(one.runningSeconds, say),
    String(one.restarts),
    one.outlivedBy === undefined ? printable(one.says) : say('status.outlived-by', { by: one.outlivedBy }),
  ])
  print(...table(columns, rows, { paint, width }), '')
}

function showConsul({ say, print, emit }: Session, facts: Facts): void {
  const answer = consulOf(facts)
  if (answer === undefined) {
    print(say('status.no-consul'))
    return
  }
  const { leader, peers, kv } = answer
  emit({ type: 'consul', leader, peers, kv })
  if (leader === '') print(say('status.no-leader'))
  else print(say('status.consul', { leader: printable(leader), peers: peers.length }))
  for (const [key, value] of Object.entries(kv)) {
    print(say('status.kv', { key: printable(key), value: printable(value) }))
  }
}

/** What an operator restarts, or reboots, when it suits: the system's own updates leave our units alone. */
function showDue({ say, print, emit }: Session, all: readonly InstanceStatus[], facts: Facts): void {
  const due = all.flatMap(({ instance, host, restartDue }) => {
    if (restartDue === undefined) return []
    const id = instanceId({ name: instance, host })
    return [say('status.due', { instance: id, why: restartDueText(restartDue, say) })]
  })
  const reboots = Object.entries(facts).flatMap(([host, { updates }]) => {
    if (updates?.reboot === undefined) return []
    const { packages, at } = updates.reboot
    emit({ type: 'reboot-due', host, packages, since: new Date(at * 1000).toISOString() })
    const date = new Date(at * 1000).toISOString().slice(0, 10)
    return [say('status.reboot-due', { host, packages: packages.join(', ') || '?', date })]
  })
  if (due.length + reboots.length > 0) print('', ...due, ...reboots)
}

function conclude({ say, print, paint, emit }: Session, all: readonly InstanceStatus[]): ExitCode {
  const troubled = all.filter(isTroubled)
  const [first] = troubled
  const unhealthy = troubled.length
  emit({ type: 'status', instances: all.length, unhealthy })
  if (first === undefined) {
    const count = all.filter(({ state }) => state === 'healthy').length
    print('', paint('done', say('status.all-healthy', { count })))
    return EXIT.done
  }
  print(
    '',
    paint('failed', say('status.some-unhealthy', { count: unhealthy, all: all.length })),
    say('status.next', { instance: instanceId({ name: first.instance, host: first.host }) }),
  )
  return EXIT.failed
}

/**
 * The status as a screen that asks again by itself, over connections that are kept. Passwords and host keys are asked
 * for before it opens; what only the operator can answer later is a problem on the screen.
 */
async function liveStatus(session: Session, full: FullScreen): Promise<ExitCode> {
  const { world, language, file } = session
  // A copy of its own, from which the way to ask is taken while connections already hold it.
  const watched: { -readonly [K in keyof Session]: Session[K] } = { ...session }
  const needs = { artifacts: false, lock: false, command: 'status' }
  return withOrganisation(watched, needs, async (organisation) => {
    const { topology, release, engine } = organisation
    const now = () => world.now().toISOString()
    const seen = ({ facts, problems }: GatherResult): Gathered => ({
      facts,
      problems: [...problems, ...leftBehind(organisation, facts)],
      at: now(),
    })
    const first = seen(await gatherFacts(watched, organisation))
    const screens = await full.load()
    delete watched.ask
    const ending = new AbortController()
    const asking = AbortSignal.any([ending.signal, world.interrupts.stop])
    const asker = createAsker(first, async (signal) => seen(await engine.gather({ signal })), asking)
    const shownIn = cell(language)
    const logs = (instance: string) => [
      process.execPath,
      world.program,
      ...['logs', instance, '--follow', '--file', file, '--lang', shownIn.get()],
    ]
    try {
      await showScreens({ session: watched, full }, (screen) =>
        screens.status({ ...screen, language: shownIn, topology, release, asker, logs }),
      )
    } finally {
      ending.abort()
    }
    if (world.interrupts.stop.aborted) return EXIT.interrupted
    const statuses = statusesOf({ topology, release }, asker.live.get().gathered)
    return statuses.some(isTroubled) ? EXIT.failed : EXIT.done
  })
}
