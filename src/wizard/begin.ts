import { USUAL_WANT } from '../roles/placing.js'
import type { Draft, Venue } from './draft.js'
import type { Edit } from './edit.js'

/** The name that a rehearsal's organisation has until it is given another. */
const REHEARSED_NAME = 'bank-a'

/**
 * Where the organisation is to be. In a rehearsal everything has an answer, so that Enter alone leads to its end; for
 * real machines nothing is made up.
 */
export function begin(place: Venue): Edit {
  return (draft) => (place === 'rehearsal' ? rehearsed(draft) : real(draft, place))
}

function rehearsed(draft: Draft): Draft {
  const { organisation } = draft.file
  return {
    ...draft,
    place: 'rehearsal',
    want: draft.want ?? USUAL_WANT,
    folder: draft.place === 'rehearsal' ? draft.folder : '',
    file: { ...draft.file, organisation: organisation === '' ? REHEARSED_NAME : organisation },
  }
}

function real(draft: Draft, place: Venue): Draft {
  if (draft.place !== 'rehearsal') return { ...draft, place }
  const { organisation } = draft.file
  return {
    ...draft,
    place,
    folder: '',
    file: { ...draft.file, organisation: organisation === REHEARSED_NAME ? '' : organisation },
  }
}
