import type { Word } from '../i18n/en/words.js'
import { ROLES, type Role } from '../topology/roles.js'
import type { DraftFile } from './draft.js'
import { publicAddressOf } from './external-address.js'
import { hardwareOf, type Known } from './known.js'
import { placementsOf, placementsOn } from './placements.js'

/** Why a role is where it is: one clause, to be said in either language. */
export interface Because {
  readonly role: Role
  readonly hosts: readonly string[]
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
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

type Clause = Pick<Because, 'word' | 'values'>

function because(
  role: Role,
  host: string,
  hosts: readonly string[],
  { file, known }: { file: DraftFile; known: Known },
): Clause {
  if (file.hosts.length === 1) return { word: 'roles.because.only-host', values: {} }
  const others = [
    ...new Set(hosts.flatMap((name) => placementsOn(file, name).map((one) => one.role))),
  ].filter((other) => other !== role)
  const fighters = others.includes('data') || others.includes('compute')
  const describe = file.hosts.find(({ name }) => name === host)
  const address = describe === undefined ? undefined : publicAddressOf(describe, known)
  if (role === 'consul' && hosts.length > 1)
    return { word: 'roles.because.majority', values: { count: hosts.length } }
  if (role === 'consul' && others.length > 0) return { word: 'roles.because.light', values: {} }
  if ((role === 'carrier' || role === 'via') && address !== undefined)
    return { word: 'roles.because.public', values: { address } }
  if (role === 'via' && others.length > 0) return { word: 'roles.because.gateway', values: {} }
  if (role === 'admin' && !fighters) return { word: 'roles.because.database', values: {} }
  if (others.length > 0 || isCrowded(role, hosts, file)) {
    const isIdle = ({ name }: { name: string }) => placementsOn(file, name).length === 0
    return {
      word: file.hosts.some(isIdle) ? 'roles.because.largest' : 'roles.because.shared',
      values: {},
    }
  }
  const hardware = hosts.length === 1 ? hardwareOf(host, known) : undefined
  if (hardware === undefined) return { word: 'roles.because.alone', values: {} }
  return {
    word: 'roles.because.room',
    values: { cores: hardware.cores, memory: Math.round(hardware.memoryMib / 1024) },
  }
}

/** Several of one role on one host. */
function isCrowded(role: Role, hosts: readonly string[], file: DraftFile): boolean {
  return placementsOf(file).filter((one) => one.role === role).length > hosts.length
}
