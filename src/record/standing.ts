import { GENERATIONS_KEPT } from '../actions/keep-record.js'
import type { RecordHead } from '../facts/record.js'
import { isSigned, type OrganisationRecord, RECORD_VERSION, type Sign } from './record.js'

/** How what a host keeps stands to a record that is at hand. `other`: of a line that the record does not come from. */
export type KeptStanding = 'same' | 'older' | 'newer' | 'other' | 'none' | 'other-organisation' | 'not-signed'

/** `head`: the newest that the host has, which whoever is root there may have made up. */
export function standingOf(
  record: OrganisationRecord,
  head: RecordHead | undefined,
  sign: Sign,
): KeptStanding {
  if (head === undefined) return 'none'
  const { generation, body, id, organisation } = record.head
  if (head.organisation !== organisation) return 'other-organisation'
  // Whose form is not understood, its signature neither.
  if (head.version > RECORD_VERSION) return 'newer'
  if (!isSigned({ head }, sign)) return 'not-signed'
  if (head.id !== id) return 'other-organisation'
  if (head.generation > generation) return 'newer'
  if (head.generation === generation) return head.body === body ? 'same' : 'other'
  const { earlier } = record.body
  const isForgotten =
    earlier.length >= GENERATIONS_KEPT && earlier.every((one) => one.generation > head.generation)
  return isForgotten || earlier.some((one) => one.body === head.body) ? 'older' : 'other'
}
