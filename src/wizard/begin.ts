import { USUAL_WANT } from '../roles/placing.js'
import type { Venue } from './draft.js'
import type { Edit } from './edit.js'

/** The name that a rehearsal's organisation has until it is given another. */
const REHEARSED_NAME = 'bank-a'

/**
 * Where the organisation is to be. In a rehearsal everything has an answer, so that Enter alone leads to its end; for
 * real machines nothing is made up.
 */
export function begin(place: Venue): Edit {
  return (draft) => {
    const { file, want = USUAL_WANT } = draft
    const isSame = (place === 'rehearsal') === (draft.place === 'rehearsal')
    const here = { ...draft, place, folder: isSame ? draft.folder : '' }
    if (place === 'rehearsal')
      return { ...here, want, file: { ...file, organisation: file.organisation || REHEARSED_NAME } }
    const isMadeUp = !isSame && file.organisation === REHEARSED_NAME
    return isMadeUp ? { ...here, file: { ...file, organisation: '' } } : here
  }
}
