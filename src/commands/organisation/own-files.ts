import { readFileSync } from 'node:fs'
import { releaseFile } from '../../catalog/presets.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { Release } from '../../topology/release.js'
import type { FolderFiles } from './take-over.js'

/** Line ends and a mark of its beginning are the editor's or version control's: they make no other organisation. */
export function textOf(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
}

/** org.yaml as it is in the folder, with the release file of one's own that it names. */
export function ownFiles(folder: OrganisationFolder, { path }: Pick<Release, 'path'>): FolderFiles {
  const file = textOf(folder.topology)
  if (path === undefined) return { file }
  return { file, release: { path, text: textOf(releaseFile(path, folder.directory)) } }
}
