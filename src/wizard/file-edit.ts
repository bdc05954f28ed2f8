import type { DraftFile } from './draft.js'
import type { Edit } from './edit.js'

/** An edit of what will be written to `org.yaml`. */
export function editFile(change: (file: DraftFile) => DraftFile): Edit {
  return (draft) => ({ ...draft, file: change(draft.file) })
}
