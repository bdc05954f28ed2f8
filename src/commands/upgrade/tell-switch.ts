import { fault } from '../../errors/problem.js'
import { rolesOneWay } from '../../planner/one-way.js'
import type { Plan } from '../../planner/plan.js'
import type { Release } from '../../topology/release.js'
import { instanceId } from '../../topology/topology.js'
import { aboutText } from '../../ui/estimate-text.js'
import { bytesText } from '../../ui/measure-text.js'
import { estimatePlan } from '../../wizard/estimate.js'
import type { Session } from '../program/session.js'

interface Switch {
  readonly command: 'upgrade' | 'rollback'
  readonly from: Release
  readonly to: Release
  readonly plan: Plan
}

/** Throws where the releases themselves say that this is no way: `upgrade.no-way`, `upgrade.one-way`. */
export function refuseOneWay(command: Switch['command'], from: Release, to: Release): void {
  const [newer, older] = command === 'upgrade' ? [to, from] : [from, to]
  const { follows } = newer
  if (follows === undefined || newer.version === older.version) return
  const details = { from: from.version, to: to.version }
  const way = follows.find(({ version }) => version === older.version)
  if (way === undefined)
    throw fault('upgrade.no-way', {
      ...details,
      known: follows.map(({ version }) => version).join(', ') || '-',
    })
  const { oneWay = [] } = way
  if (command === 'rollback' && oneWay.length > 0)
    throw fault('upgrade.one-way', { ...details, roles: oneWay.join(', ') })
}

/** Versions, what is started again, what is sent, how long it takes, and whether there is a way back. */
export function tellSwitch({ say, print, paint, emit }: Session, { command, from, to, plan }: Switch): void {
  const starts = plan.nodes.filter(({ action }) => action.kind === 'unit' && action.state === 'running')
  const restarted = [...new Set(starts.map(({ instance, host }) => instanceId({ name: instance, host })))]
  const { bytes, seconds } = estimatePlan(plan)
  const sent = new Set(
    plan.nodes.flatMap(({ action }) => (action.kind === 'place-artifact' ? [action.artifact] : [])),
  )
  const oneWay = command === 'upgrade' ? rolesOneWay(to, from.version) : []
  const values = { from: from.version, to: to.version }
  emit({ type: command, ...values, restarted, bytes, seconds, oneWay, artifacts: [...sent] })
  print(paint('strong', say(`upgrade.head.${command}`, values)))
  print(`  ${say('upgrade.restarts', { count: restarted.length, instances: restarted.join(', ') || '-' })}`)
  print(
    `  ${sent.size === 0 ? say('upgrade.sends-nothing') : say('upgrade.sends', { names: [...sent].join(', '), bytes: bytesText(bytes) })}`,
  )
  print(`  ${aboutText(seconds, say)}`)
  if (command === 'upgrade') print(`  ${backText({ say, paint }, to, oneWay)}`)
  print('')
}

function backText({ say, paint }: Pick<Session, 'say' | 'paint'>, to: Release, oneWay: readonly string[]) {
  if (oneWay.length > 0) return paint('warning', say('upgrade.no-back', { roles: oneWay.join(', ') }))
  return say(to.follows === undefined ? 'upgrade.back-unknown' : 'upgrade.back')
}
