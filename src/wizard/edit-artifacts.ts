import { type DraftFile, withKey } from './draft.js'
import { type Edit, editFile } from './edit.js'

/** Where the files of the release come from: an address, a folder, or (undefined) where they are published. */
export function setSource(source: string | undefined): Edit {
  return editArtifacts((before) => withKey(before, 'source', source))
}

/** One file in place of an artifact (`rosetta/avx2`); an empty path takes it back. */
export function setArtifactFile(key: string, path: string): Edit {
  return editArtifacts((before) =>
    withKey(before, 'files', withKey(before.files ?? {}, key, path === '' ? undefined : path)),
  )
}

export function setRelease(release: string): Edit {
  return editFile((file) => ({ ...file, release }))
}

type Artifacts = NonNullable<DraftFile['artifacts']>

function editArtifacts(change: (before: Artifacts) => Artifacts): Edit {
  return editFile((file) => withKey(file, 'artifacts', change(file.artifacts ?? {})))
}
