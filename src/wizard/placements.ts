import { ROLES } from '../roles/index.js'
import { type Instance, instanceId, instancesOf, type Role, type Topology } from '../topology/topology.js'
import { type DraftFile, entriesOf } from './draft.js'

/** One role on one host, as the answers have it. */
export interface Placement {
  readonly role: Role
  /** Place among the entries of its role. */
  readonly index: number
  readonly host: string
}

/** Every entry under `roles`, in start order, also on hosts that are not there. */
export function placementsOf(file: Pick<DraftFile, 'roles'>): Placement[] {
  return ROLES.flatMap((role) => entriesOf(file, role).map(({ host }, index) => ({ role, index, host })))
}

export function placementsOn(file: Pick<DraftFile, 'roles'>, host: string): Placement[] {
  return placementsOf(file).filter((placement) => placement.host === host)
}

/** The instance that an entry becomes. Entries and instances of a role stand in the same order. */
export function instanceAt(topology: Topology, { role, index }: Placement): Instance | undefined {
  return instancesOf(topology, role)[index]
}

/** Other way round: the entry behind `data-8700@h4`. */
export function placementOf(
  file: Pick<DraftFile, 'roles'>,
  topology: Topology,
  id: string,
): Placement | undefined {
  return placementsOf(file).find((placement) => {
    const instance = instanceAt(topology, placement)
    return instance !== undefined && instanceId(instance) === id
  })
}
