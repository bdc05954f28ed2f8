import type { Draft, Known } from './draft.js'
import { draftProblems } from './draft-topology.js'
import { type Edit, editFile } from './edit.js'
import { fillExternalAddresses } from './external-address.js'
import { stepOf } from './step-of.js'
import { suggestRoles } from './suggest-roles.js'

/**
 * What the screen of the roles starts with. A new organisation gets a suggestion, unless its preset fits the hosts as
 * it is. Where somebody has decided before, nothing moves; after a change of wish or hosts, what is missing is placed.
 */
export function arriveAtRoles(known: Known): Edit {
  return (draft) => {
    const { want, confirmed, stale } = draft
    if (want === undefined || confirmed.includes('roles')) return draft
    const isStale = stale.includes('roles')
    if (!isStale && isComplete(draft, known))
      return editFile((file) => fillExternalAddresses(file, known))(draft)
    return editFile((file) => suggestRoles(file, want, known, isStale ? 'places' : 'settings'))(draft)
  }
}

/** Every role is somewhere, and every host bears one. */
function isComplete({ file }: Draft, { releases }: Known): boolean {
  return draftProblems(file, releases).every(
    (problem) =>
      stepOf(problem) !== 'roles' || (problem.severity !== 'error' && problem.code !== 'topology.idle-host'),
  )
}
