import type { Word } from '../i18n/say.js'
import { ROLES, roomOf } from '../roles/index.js'
import type { RoleWord } from '../roles/words.js'
import type { Role } from '../topology/topology.js'
import { type DraftFile, hardwareOf, type Known } from './draft.js'
import { publicAddressOf } from './external-address.js'
import { placementsOf, placementsOn } from './placements.js'

/** Why a role is where it is: one clause, to be said in either language. */
export interface Because {
  readonly role: Role
  readonly hosts: readonly string[]
  readonly word: Word | RoleWord
  readonly values?: Readonly<Record<string, string | number>>
}

/** One clause for every role that is placed, in start order. */
export function placementReasons(file: DraftFile, known: Known): Because[] {
  const placed = placementsOf(file)
  return ROLES.flatMap((role) => {
    const hosts = [...new Set(placed.filter((one) => one.role === role).map(({ host }) => host))]
    const [first] = hosts
    return first === undefined ? [] : [{ role, hosts, ...because(role, first, hosts, { file, known }) }]
  })
}

type Why = Pick<Because, 'word' | 'values'>

function because(
  role: Role,
  host: string,
  hosts: readonly string[],
  { file, known }: { file: DraftFile; known: Known },
): Why {
  if (file.hosts.length === 1) return { word: 'roles.because.only-host' }
  const others = [
    ...new Set(hosts.flatMap((name) => placementsOn(file, name).map((one) => one.role))),
  ].filter((other) => other !== role)
  const described = file.hosts.find(({ name }) => name === host)
  const address = described === undefined ? undefined : publicAddressOf(described, known)
  const own = roomOf(role).placing.because?.({ hosts, others, address })
  if (own !== undefined) return own
  if (others.length > 0 || isCrowded(role, hosts, file)) {
    const isIdle = ({ name }: { name: string }) => placementsOn(file, name).length === 0
    return { word: file.hosts.some(isIdle) ? 'roles.because.largest' : 'roles.because.shared' }
  }
  const hardware = hosts.length === 1 ? hardwareOf(host, known) : undefined
  if (hardware === undefined) return { word: 'roles.because.alone' }
  return {
    word: 'roles.because.room',
    values: { cores: hardware.cores, memory: Math.round(hardware.memoryMib / 1024) },
  }
}

/** Several of one role on one host. */
function isCrowded(role: Role, hosts: readonly string[], file: DraftFile): boolean {
  return placementsOf(file).filter((one) => one.role === role).length > hosts.length
}
