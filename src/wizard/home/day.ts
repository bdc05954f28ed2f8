import { ROLES } from '../../roles/index.js'
import { instanceId, type Role, type Topology } from '../../topology/topology.js'
import type { Draft, DraftFile, DraftHost, Known } from '../draft.js'
import { addableRoles, addRole, moveRole } from '../edit-roles.js'
import { placementsOf } from '../placements.js'
import type { PointedAt } from './at-home.js'
import type { DeedId } from './deeds.js'
import { removalOf } from './removal.js'

/** Later days that can be rehearsed, each to its end by Enter alone. */
export const DAYS = [
  'add-host',
  'remove-host',
  ...moves(),
  'restart',
  'upgrade',
  'rollback',
  'backup',
  'restore',
] as const
export type DayId = (typeof DAYS)[number]

/** What happens on that day, to whom. */
export interface Day {
  readonly deed: Extract<DeedId, 'add' | 'remove' | 'move' | 'restart' | 'upgrade' | 'backup' | 'restore'>
  readonly at: PointedAt
  /** Where it goes, or the release that is taken, as org.yaml names it. */
  readonly to?: string
  /** org.yaml as it becomes, where it changes. */
  readonly file?: DraftFile
  /** For its sentence: `{role} moves from {host} to {to}`. */
  readonly values: Readonly<Record<string, string>>
}

interface NamedRelease {
  readonly name: string
  readonly version: string
}

interface DayInput {
  readonly draft: Draft
  readonly topology: Topology
  readonly known: Known
  /** One that is in no organisation yet. */
  readonly newHost: DraftHost
  /** Another release, and the one of org.yaml. */
  readonly other: NamedRelease
  readonly own: NamedRelease
}

/** That day of this organisation; undefined where it can't have it: nothing of it may go, or there is nowhere to move to. */
export function dayOf(id: DayId, input: DayInput): Day | undefined {
  if (id === 'add-host') return adding(input)
  if (id === 'remove-host') return removing(input)
  const role = ROLES.find((one) => id === `move-${one}`)
  if (role !== undefined) return moving(input, role)
  const instance = input.topology.instances.at(-1)
  if (instance === undefined) return undefined
  const { host } = instance
  const { organisation } = input.topology
  if (id === 'backup' || id === 'restore') return { deed: id, at: { host }, values: { organisation } }
  if (id === 'upgrade') return switching(host, input.own, input.other)
  if (id === 'rollback') return switching(host, input.other, input.own)
  return {
    deed: 'restart',
    at: { host, instance: instanceId(instance) },
    values: { what: instanceId(instance) },
  }
}

function adding({ draft, known, newHost }: DayInput): Day | undefined {
  const withHost = { ...draft.file, hosts: [...draft.file.hosts, newHost] }
  const [role] = addableRoles(withHost, newHost.name)
  if (role === undefined) return undefined
  const host = newHost.name
  const file = addRole(withHost, role, host, known)
  return { deed: 'add', at: { host }, file, values: { host, role } }
}

function removing({ draft, topology, known }: DayInput): Day | undefined {
  for (const { name: host } of draft.file.hosts.toReversed()) {
    const { answers, problems } = removalOf(draft, topology, { host }, known)
    if (problems.length === 0) return { deed: 'remove', at: { host }, file: answers.file, values: { host } }
  }
  return undefined
}

function moving({ draft, topology, known }: DayInput, role: Role): Day | undefined {
  const what = placementsOf(draft.file).find((one) => one.role === role)
  const instance = topology.instances.find((one) => one.role === role)
  const to = draft.file.hosts.findLast(
    ({ name }) =>
      name !== what?.host && !placementsOf(draft.file).some((one) => one.role === role && one.host === name),
  )?.name
  if (what === undefined || instance === undefined || to === undefined) return undefined
  const file = moveRole(draft.file, what, to, known)
  const { host } = what
  return {
    deed: 'move',
    at: { host, instance: instanceId(instance) },
    to,
    file,
    values: { role, host, to },
  }
}

function switching(host: string, from: NamedRelease, to: NamedRelease): Day {
  return { deed: 'upgrade', at: { host }, to: to.name, values: { from: from.version, to: to.version } }
}

function moves(): readonly `move-${Role}`[] {
  return ROLES.map((role) => `move-${role}` as const)
}
