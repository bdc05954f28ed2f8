import type { Word } from '../i18n/say.js'
import { ROLES, roomOf } from '../roles/index.js'
import type { RoleWord } from '../roles/words.js'
import type { Role } from '../topology/topology.js'
import { type DraftFile, entriesOf, hardwareOf, type Known } from './draft.js'
import { publicAddressOf } from './external-address.js'
import { placementsOn } from './placements.js'

/** Why a role is where it is: one clause, to be said in either language. */
export interface Because {
  readonly role: Role
  readonly hosts: readonly string[]
  readonly word: Word | RoleWord
  readonly values?: Readonly<Record<string, string | number>>
}

/** One clause for every role that is placed, in start order. */
export function placementReasons(file: DraftFile, known: Known): Because[] {
  return ROLES.flatMap((role) => {
    const hosts = [...new Set(entriesOf(file, role).map(({ host }) => host))]
    const [first] = hosts
    return first === undefined ? [] : [{ role, hosts, ...because(role, first, hosts, { file, known }) }]
  })
}

function because(
  role: Role,
  host: string,
  hosts: readonly string[],
  { file, known }: { file: DraftFile; known: Known },
): Pick<Because, 'word' | 'values'> {
  if (file.hosts.length === 1) return { word: 'roles.because.only-host' }
  const others = [
    ...new Set(hosts.flatMap((name) => placementsOn(file, name).map((one) => one.role))),
  ].filter((other) => other !== role)
  const [address] = file.hosts.filter(({ name }) => name === host).map((one) => publicAddressOf(one, known))
  const own = roomOf(role).placing.because?.({ hosts, others, address })
  if (own !== undefined) return own
  const isCrowded = entriesOf(file, role).length > hosts.length
  if (others.length > 0 || isCrowded) {
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
