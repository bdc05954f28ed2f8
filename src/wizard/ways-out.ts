import type { Problem } from '../errors/problem.js'
import type { Word } from '../i18n/say.js'
import { ROLES, roomOf } from '../roles/index.js'
import type { Role } from '../topology/topology.js'
import { type Draft, type DraftFile, entriesOf, type Known, withEntries } from './draft.js'
import { leaveOutHost, loadWith, moveRole, removeRole, setCount } from './edit-roles.js'
import { isExposed, likelyExternalAddress, publicAddressOf } from './external-address.js'
import { withOwnPorts } from './own-ports.js'
import { type Placement, placementsOf, placementsOn } from './placements.js'
import { setPort } from './port-settings.js'
import { suggestRoles } from './suggest-roles.js'

export interface RoleAnswers extends Pick<Draft, 'file'> {
  readonly want: Draft['want'] | undefined
}

/** What could be done about a problem, the likeliest first. Whether it helps has to be tried. */
export function waysOut({ code, where, details }: Problem, answers: RoleAnswers, known: Known): WayOut[] {
  const { file } = answers
  const host = where.host ?? ''
  const role = ROLES.find((each) => each === details.role)
  switch (code) {
    case 'topology.role-odd':
      return role === undefined ? [] : countWays(file, role, known)
    case 'topology.role-missing':
    case 'topology.role-single':
    case 'topology.role-needed':
    case 'topology.missing-key':
      return [suggested(answers, known, 'places')]
    case 'topology.unknown-host':
    case 'topology.misspelt-host':
      return [suggested(withoutLost(answers), known, 'places')]
    case 'topology.role-several':
    case 'topology.defect-shared-via-address':
      return role === undefined ? [] : keepFirst(file, role)
    case 'topology.repeated-role':
      return repeated(file, where.path, known)
    case 'topology.idle-host':
      return [way('roles.fix.leave-out', { host }, () => leaveOutHost(file, host))]
    case 'topology.automatic-port':
      return [way('roles.fix.write-ports', {}, () => withOwnPorts(file, known))]
    case 'topology.port-clash':
      return details.free === 0 ? [] : [otherPort(file, String(details.setting), String(details.free))]
    case 'topology.missing-external-address':
    case 'topology.loopback-address':
    case 'topology.unfilled-hole':
      return likelyAddress(file, where.path, known)
    case 'roles.external-address-private':
      return role === undefined ? [] : toPublicHost(file, role, known)
    case 'roles.database-beside-fighter':
      return [
        ...waysByMoving(file, host, [where.instance ?? '', ...ROLES.filter(isAny)], known),
        suggested(answers, known, 'settings'),
      ]
    case 'preflight.few-cores':
    case 'preflight.little-memory':
    case 'preflight.small-disk':
      return [...waysByMoving(file, host, LIGHTEST_FIRST, known), suggested(answers, known, 'settings')]
    default:
      return []
  }
}

const LIGHTEST_FIRST: readonly Role[] = ROLES.toSorted(
  (a, b) => roomOf(b).placing.order - roomOf(a).placing.order,
)

function isAny(role: Role): boolean {
  return roomOf(role).settings.count === 'any'
}

/** Nearest first: one server more where there is a host for it. */
function countWays(file: DraftFile, role: Role, known: Known): WayOut[] {
  const now = entriesOf(file, role).length
  return [1, 3, 5]
    .filter((wanted) => wanted <= file.hosts.length && wanted !== now)
    .toSorted((a, b) => Math.abs(a - now - 0.5) - Math.abs(b - now - 0.5))
    .map((count) => way('roles.fix.count', { role, count }, () => setCount(file, role, count, known)))
}

function suggested({ file, want }: RoleAnswers, known: Known, keep: 'places' | 'settings'): WayOut {
  const word = keep === 'places' ? 'roles.fix.fill' : 'roles.fix.anew'
  return way(word, {}, () => suggestRoles(file, want, known, keep))
}

/** Roles on hosts that are gone have to go somewhere else. */
function withoutLost({ file, want }: RoleAnswers): RoleAnswers {
  const lost = placementsOf(file).filter(({ host }) => !file.hosts.some(({ name }) => name === host))
  return { want, file: lost.toReversed().reduce(removeRole, file) }
}

function keepFirst(file: DraftFile, role: Role): WayOut[] {
  const all = placementsOf(file).filter((one) => one.role === role)
  const host = all[0]?.host ?? ''
  return [way('roles.fix.keep-one', { role, host }, () => all.slice(1).toReversed().reduce(removeRole, file))]
}

function repeated(file: DraftFile, path: string | undefined, known: Known): WayOut[] {
  const [, name, index] = /^roles\.(\w+)(?:\[(\d+)\])?/.exec(path ?? '') ?? []
  const again = placementsOf(file).find((one) => one.role === name && one.index === Number(index ?? 0))
  if (again === undefined) return []
  const { role, host } = again
  const without = () => removeRole(file, again)
  const ways = [way('roles.fix.remove', { role, host }, without)]
  return roomOf(role).settings.count === 'odd' ? [...ways, ...countWays(without(), role, known)] : ways
}

function likelyAddress(file: DraftFile, path: string | undefined, known: Known): WayOut[] {
  const [, role = '', at = '0'] = /^roles\.(\w+)(?:\[(\d+)\])?/.exec(path ?? '') ?? []
  const entries = entriesOf(file, role)
  const entry = entries[Number(at)]
  if (entry === undefined || !isExposed(role)) return []
  const address = likelyExternalAddress(entry.host, file, known)
  if (address === undefined) return []
  const reached = entries.map((one) => (one === entry ? { ...entry, externalAddress: address } : one))
  return [way('roles.fix.address', { address }, () => withEntries(file, role, reached))]
}

function otherPort(file: DraftFile, setting: string, free: string): WayOut {
  return way('roles.fix.port', { setting, free }, () => setPort(file, setting, free))
}

/** Something that might end a problem: what it is called, and the answers after it. */
export interface WayOut {
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
  readonly file: () => DraftFile
}

function way(word: WayOut['word'], values: WayOut['values'], file: WayOut['file']): WayOut {
  return { word, values, file }
}

/** A role on each of the hosts that the world reaches. */
function toPublicHost(file: DraftFile, role: Role, known: Known): WayOut[] {
  const placement = placementsOf(file).find((one) => one.role === role)
  if (placement === undefined) return []
  return file.hosts
    .filter((host) => publicAddressOf(host, known) !== undefined)
    .map(({ name }) => moveTo(file, placement, name, known))
}

/** Moves of these roles away from a host, to the hosts with the most room first. */
function waysByMoving(file: DraftFile, from: string, roles: readonly Role[], known: Known): WayOut[] {
  const here = placementsOn(file, from).toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
  const targets = file.hosts.map(({ name }) => name).filter((name) => name !== from)
  return here
    .filter(({ role }) => roles.includes(role))
    .flatMap((placement) => {
      const load = (host: string) => loadWith(placement.role, host, file, known)
      const roomiest = targets.toSorted((a, b) => load(a) - load(b)).slice(0, 2)
      return roomiest.map((to) => moveTo(file, placement, to, known))
    })
}

function moveTo(file: DraftFile, placement: Placement, to: string, known: Known): WayOut {
  const values = { role: placement.role, host: to }
  return way('roles.fix.move', values, () => moveRole(file, placement, to, known))
}
