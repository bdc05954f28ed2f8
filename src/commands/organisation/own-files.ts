import { readFileSync } from 'node:fs'
import { releaseFile } from '../../catalog/presets.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { Release } from '../../topology/release.js'
import type { FolderFiles } from './take-over.js'

/** org.yaml as it is in the folder, with the release file of one's own that it names. */
export function ownFiles(folder: OrganisationFolder, { path }: Pick<Release, 'path'>): FolderFiles {
  const file = readFileSync(folder.topology, 'utf8')
  if (path === undefined) return { file }
  return { file, release: { path, text: readFileSync(releaseFile(path, folder.directory), 'utf8') } }
}
