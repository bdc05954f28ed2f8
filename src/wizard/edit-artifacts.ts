import type { DraftFile } from './draft.js'
import type { Edit } from './edit.js'

/** Where the files of the release come from: an address, a folder, or (undefined) where they are published. */
export function setSource(source: string | undefined): Edit {
  return editArtifacts(({ source: _, ...rest }) => (source === undefined ? rest : { ...rest, source }))
}

/** One file in place of an artifact (`rosetta/avx2`); an empty path takes it back. */
export function setArtifactFile(key: string, path: string): Edit {
  return editArtifacts(({ files = {}, ...rest }) => {
    const others = Object.entries(files).filter(([known]) => known !== key)
    const all = path === '' ? others : [...others, [key, path] as const]
    return all.length === 0 ? rest : { ...rest, files: Object.fromEntries(all) }
  })
}

export function setRelease(release: string): Edit {
  return (draft) => ({ ...draft, file: { ...draft.file, release } })
}

type Artifacts = NonNullable<DraftFile['artifacts']>

function editArtifacts(change: (before: Artifacts) => Artifacts): Edit {
  return (draft) => {
    const { artifacts: before = {}, ...file } = draft.file
    const after = change(before)
    return { ...draft, file: Object.keys(after).length === 0 ? file : { ...file, artifacts: after } }
  }
}
