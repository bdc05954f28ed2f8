import type { Say } from '../i18n/say.js'
import { directionOf, rolesOneWay } from '../planner/one-way.js'
import type { Plan } from '../planner/plan.js'
import { artifactKey, type Release } from '../topology/release.js'
import { instanceId } from '../topology/topology.js'
import { estimatePlan } from '../wizard/estimate.js'
import type { Measured } from '../wizard/measured.js'
import type { Paint } from './colour.js'
import { timeText } from './estimate-text.js'
import { bytesText } from './measure-text.js'

/** One release in the place of another. */
export interface Switch {
  readonly command: 'upgrade' | 'rollback'
  readonly from: Release
  readonly to: Release
  readonly plan: Plan
  readonly measured: Measured
}

/** What a plan does that puts another release in the place of one. */
export function switchOf({ command, from, to, plan, measured }: Switch) {
  const starts = plan.nodes.filter(({ action }) => action.kind === 'unit' && action.state === 'running')
  const sent = plan.nodes.flatMap(({ action }) => (action.kind === 'place-artifact' ? [action.artifact] : []))
  const { bytes, seconds } = estimatePlan(plan, measured)
  return {
    restarted: [...new Set(starts.map(({ instance, host }) => instanceId({ name: instance, host })))],
    artifacts: [...new Set(sent)],
    bytes,
    seconds,
    oneWay: command === 'upgrade' ? rolesOneWay(to, from.version) : [],
  }
}

/** Versions, what is started again, what is sent, how long it takes, and whether there is a way back. */
export function switchText(given: Switch, say: Say, paint: Paint): string[] {
  const { command, from, to } = given
  const { restarted, artifacts, bytes, oneWay } = switchOf(given)
  const sends = { names: artifacts.join(', '), bytes: bytesText(bytes) }
  const isBack = command === 'upgrade' && directionOf(from, to) === 'rollback'
  const lines = [
    ...(isBack ? [paint('warning', say('upgrade.older', { from: from.version, to: to.version }))] : []),
    ...(isSameInside(from, to) ? [say('upgrade.same-files')] : []),
    say('upgrade.restarts', { count: restarted.length, instances: restarted.join(', ') || '-' }),
    artifacts.length === 0 ? say('upgrade.sends-nothing') : say('upgrade.sends', sends),
    timeText(given.plan, given.measured, say),
    ...(command === 'rollback'
      ? []
      : oneWay.length > 0
        ? [paint('warning', say('upgrade.no-back', { roles: oneWay.join(', ') }))]
        : [say(to.follows === undefined ? 'upgrade.back-unknown' : 'upgrade.back')]),
  ]
  const head = say(`upgrade.head.${command}`, { from: from.version, to: to.version })
  return [paint('strong', head), ...lines.map((line) => `  ${line}`)]
}

/** The same version, and every artifact with the same checksum that the release itself names. */
function isSameInside(from: Release, to: Release): boolean {
  const sums = new Map(from.artifacts.map((artifact) => [artifactKey(artifact), artifact.sha256]))
  return (
    from.version === to.version &&
    from.artifacts.length === to.artifacts.length &&
    to.artifacts.every((one) => one.sha256 !== undefined && sums.get(artifactKey(one)) === one.sha256)
  )
}
