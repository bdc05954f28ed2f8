import { readFileSync } from 'node:fs'
import { editYaml } from '../../catalog/edit-yaml.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { fault } from '../../errors/problem.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { NewFile } from '../../state/write-atomically.js'
import { ownReleaseTarget } from '../organisation/own-release-target.js'
import { type FolderFiles, fileOf } from '../organisation/take-over.js'

export type OwnRelease = NonNullable<FolderFiles['release']>

/** A release as org.yaml names it, with its file where it is one of one's own. */
export interface ReleaseTarget {
  readonly name: string
  readonly own?: OwnRelease | undefined
}

/** org.yaml as it lies there, and with another release; comments and order stay. */
export interface ReleaseFiles {
  readonly before: string
  readonly files: FolderFiles
}

export function releaseFiles({ topology }: OrganisationFolder, { name, own }: ReleaseTarget): ReleaseFiles {
  const before = readFileSync(topology, 'utf8')
  const value = parseYaml(before, topology).value as Readonly<Record<string, unknown>>
  const isSame = value.release === name
  const file = isSame ? before : editYaml(before, { ...value, release: name })
  if (file === undefined) throw fault('topology.wrong-file', { file: topology }, { file: topology })
  return { before, files: { file, release: own } }
}

/** The release that a text of org.yaml names. */
export function releaseIn(text: string): string {
  const value: unknown = parseYaml(text).value
  return String((value as { release?: unknown } | null)?.release ?? '')
}

/** What has to be written; org.yaml comes last. Throws `record.folder-changed`, `record.release-outside`. */
export function newFiles(folder: OrganisationFolder, { before, files }: ReleaseFiles): NewFile[] {
  const path = folder.topology
  if (readFileSync(path, 'utf8') !== before) throw fault('record.folder-changed', { path }, { file: path })
  const { file, release } = files
  const own = release === undefined || release.isHere ? [] : [release]
  return [
    ...own.flatMap((one) => {
      const made = fileOf(ownReleaseTarget(folder, one.path), one.text)
      const kept =
        made.before === undefined || made.before === one.text ? [] : [besides(made.path, made.before)]
      return [...kept, made]
    }),
    fileOf(path, file),
  ]
}

/** What somebody has made of the file since stays beside it. */
function besides(path: string, content: string): NewFile {
  return { path: `${path}.before-rollback`, content, mode: 0o644 }
}
