import type { Say } from '../i18n/say.js'
import { directionOf, migrationsOf, rolesOneWay } from '../planner/one-way.js'
import type { Plan } from '../planner/plan.js'
import { artifactKey, type Release } from '../topology/release.js'
import { instanceId } from '../topology/topology.js'
import { estimatePlan } from '../wizard/estimate.js'
import type { Measured } from '../wizard/measured.js'
import type { Paint } from './colour.js'
import { timeText } from './estimate-text.js'
import { bytesText } from './measure-text.js'
import { printable } from './text.js'

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
    migrations: command === 'upgrade' ? migrationsOf(to, from.version) : undefined,
  }
}

/** Versions, what is started again, what is sent, how long it takes, what becomes of data, and whether there is a way back. */
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
    ...(from.version === to.version ? [] : migrationsText(given, say, paint)),
    ...(command === 'rollback'
      ? []
      : oneWay.length > 0
        ? [paint('warning', say('upgrade.no-back', { roles: oneWay.join(', ') }))]
        : [say(to.follows === undefined ? 'upgrade.back-unknown' : 'upgrade.back')]),
  ]
  const head = say(`upgrade.head.${command}`, { from: from.version, to: to.version })
  return [paint('strong', head), ...lines.map((line) => `  ${line}`)]
}

/** What the newer of both does to data, by name; a release that does not say is no release that does nothing. */
function migrationsText({ from, to }: Switch, say: Say, paint: Paint): string[] {
  if (directionOf(from, to) === 'rollback') {
    const names = (migrationsOf(from, to.version) ?? []).map(
      ({ role, name }) => `${role}: ${printable(name)}`,
    )
    return names.length === 0
      ? []
      : [say('upgrade.migrated', { version: to.version, names: names.join(', ') })]
  }
  const made = migrationsOf(to, from.version)
  if (made === undefined) return [say('upgrade.migrations.unknown')]
  if (made.length === 0) return [say('upgrade.migrations.none')]
  return [
    say('upgrade.migrations'),
    ...made.map(({ role, name, loses, oneWay }) => {
      const lost = loses === undefined ? '' : say('upgrade.migration.loses', { loses: printable(loses) })
      const text = `  ${role}: ${printable(name)}${oneWay ? say('upgrade.migration.one-way') : ''}${lost}`
      return oneWay || loses !== undefined ? paint('warning', text) : text
    }),
  ]
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
