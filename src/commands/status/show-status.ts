import { explain } from '../../i18n/explain.js'
import { consulOf } from '../../roles/consul/facts.js'
import type { Facts } from '../../runner/engine.js'
import { instanceId } from '../../topology/topology.js'
import type { Meaning } from '../../ui/colour.js'
import { ageText } from '../../ui/measure-text.js'
import { restartDueText } from '../../ui/status/restart-due-text.js'
import { table } from '../../ui/table.js'
import { printable } from '../../ui/text.js'
import type { InstanceStatus } from '../../wizard/instance-status.js'
import { STATE_MARKS } from '../../wizard/status-map.js'
import type { StatusReport } from '../../wizard/status-report.js'
import type { Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { tellClosed } from '../terminal/tell-closed.js'
import { counts, nextJson } from './status-json.js'

/** One look as lines: instances, Consul, problems, and at the end what is to be done first. */
export async function showStatus(session: Session, report: StatusReport, facts: Facts): Promise<void> {
  const { instances, hosts, problems } = report
  for (const one of instances) session.emit({ type: 'instance', ...one })
  for (const one of hosts) session.emit({ type: 'host', ...one })
  showTable(session, instances)
  showConsul(session, facts)
  tellUnmeasured(session, report)
  tellClosed(session, report.closed)
  showDue(session, instances, facts)
  showKept(session, report)
  await showProblems(session, problems)
  conclude(session, report)
}

const MEANINGS: Readonly<Record<InstanceStatus['state'], Meaning>> = {
  ...STATE_MARKS,
  unreachable: 'warning',
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

function tellUnmeasured({ say, print }: Session, { hosts }: StatusReport): void {
  const unmeasured = hosts.filter(({ disk }) => disk.fullInDays === 'unknown').map(({ host }) => host)
  if (unmeasured.length > 0) print(say('status.disk-unknown', { hosts: unmeasured.join(', ') }))
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

/** Nobody else tells that it is there. */
function showKept({ say, print, emit }: Session, { kept }: StatusReport): void {
  for (const { host, instance, since, folder } of kept) {
    emit({ type: 'kept-data', host, instance, since, folder })
    const values = {
      since,
      instance: printable(instanceId({ name: instance, host })),
      folder: printable(folder),
    }
    print(say('status.kept', values))
  }
}

function conclude(session: Session, report: StatusReport): void {
  const { say, print, paint, emit, language, asTyped } = session
  const { instances, next } = report
  const { state, unhealthy, unknown, errors, warnings } = counts(report)
  emit({
    type: 'status',
    state,
    instances: instances.length,
    ...{ unhealthy, unknown, errors, warnings },
    next: nextJson(next, language),
  })
  const all = instances.length
  print('')
  if (unhealthy > 0) print(paint('failed', say('status.some-unhealthy', { count: unhealthy, all })))
  if (unknown > 0) print(paint('failed', say('status.some-unknown', { count: unknown, all })))
  if (unhealthy + unknown === 0) {
    const count = instances.filter((one) => one.state === 'healthy').length
    print(paint('done', say('status.all-healthy', { count })))
  }
  if (next === undefined) return
  if ('instance' in next) {
    const { instance: name, host } = next.instance
    print(say('status.next', { instance: instanceId({ name, host }) }))
    return
  }
  const [first = ''] = asTyped(explain(next.problem, language).fix).split('\n')
  print(say('status.first', { fix: printable(first) }))
}
