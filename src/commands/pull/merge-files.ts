import { parseYaml } from '../../catalog/parse-yaml.js'
import { InstallerError } from '../../errors/problem.js'
import { type Conflict, type Merge, mergeTexts, type ThreeTexts } from '../../record/merge-texts.js'
import type { RecordBody } from '../../record/record.js'
import { readIfThere } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { NewFile } from '../../state/write-atomically.js'
import { ownReleaseTarget } from '../organisation/own-release-target.js'
import type { FolderFiles } from '../organisation/take-over.js'

/** One file that can't be merged. */
export interface FileConflict {
  readonly name: string
  readonly texts: ThreeTexts
  readonly conflicts: readonly Conflict[]
}

interface Sides {
  readonly folder: OrganisationFolder
  readonly mine: FolderFiles
  /** What both go on from; undefined where nobody knows. */
  readonly base: FolderFiles | undefined
  readonly theirs: RecordBody
}

/** org.yaml and a release file of one's own, mine and theirs in one. Throws `record.release-outside`. */
export function mergeFiles(
  sides: Sides,
): { readonly files: FolderFiles } | { readonly conflicts: readonly FileConflict[] } {
  const { mine, base, theirs } = sides
  const texts = { mine: mine.file, base: base?.file, theirs: theirs.file }
  const file = { name: 'org.yaml', texts, merge: mergeTexts(texts) }
  const named = file.merge.kind === 'clean' ? releaseNamedIn(file.merge.text) : theirs.release?.path
  const release = theirs.release?.path === named ? mergedRelease(sides) : undefined
  const conflicts = [file, ...(release === undefined ? [] : [release])].flatMap(
    ({ name, texts: all, merge }) =>
      merge.kind === 'clean' ? [] : [{ name, texts: all, conflicts: merge.conflicts }],
  )
  if (file.merge.kind !== 'clean' || conflicts.length > 0) return { conflicts }
  const kept = mine.release?.path === named ? mine.release && { ...mine.release, isHere: true } : undefined
  return {
    files: { file: file.merge.text, release: release?.merge.kind === 'clean' ? asFile(release) : kept },
  }
}

interface MergedRelease {
  readonly name: string
  readonly texts: ThreeTexts
  readonly merge: Merge
}

function asFile({ name, texts, merge }: MergedRelease): FolderFiles['release'] {
  if (merge.kind !== 'clean') return undefined
  return { path: name, text: merge.text, isHere: merge.text === texts.mine }
}

/** A file that lies at its place is somebody's own, whatever org.yaml here says of it. */
function mergedRelease({ folder, mine, base, theirs }: Sides): MergedRelease | undefined {
  if (theirs.release === undefined) return undefined
  const { path: name, text } = theirs.release
  const here = mine.release?.path === name ? mine.release.text : readIfThere(ownReleaseTarget(folder, name))
  const before = base?.release?.path === name ? base.release.text : undefined
  const texts = { mine: here ?? '', base: here === undefined ? '' : before, theirs: text }
  return { name, texts, merge: mergeTexts(texts) }
}

/** All as somebody else has it. */
export function theirFiles({ mine, theirs: { file, release } }: Pick<Sides, 'mine' | 'theirs'>): FolderFiles {
  const isHere = release?.path === mine.release?.path && release?.text === mine.release?.text
  return { file, release: release && { ...release, isHere } }
}

export function isSame(a: FolderFiles, b: FolderFiles): boolean {
  return a.file === b.file && a.release?.path === b.release?.path && a.release?.text === b.release?.text
}

/** What of mine is replaced, under names with the time; as `mine`: `org.yaml.mine-2026-11-30T081500Z`. */
export function keptBeside(
  folder: OrganisationFolder,
  mine: FolderFiles,
  { file, release }: FolderFiles,
  { as, now }: { readonly as: string; readonly now: Date },
): NewFile[] {
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')
  const kept = (path: string, content: string) => ({ path: `${path}.${as}-${time}`, content, mode: 0o644 })
  const out = mine.file === file ? [] : [kept(folder.topology, mine.file)]
  if (release === undefined || release.isHere) return out
  const target = ownReleaseTarget(folder, release.path)
  const here = readIfThere(target)
  return here === undefined || here === release.text ? out : [...out, kept(target, here)]
}

/** What org.yaml has as its release; undefined where it can't be understood. */
export function releaseNamedIn(text: string): string | undefined {
  try {
    const { release } = (parseYaml(text).value ?? {}) as { release?: unknown }
    return typeof release === 'string' ? release : undefined
  } catch (error) {
    // That is told when the whole is read.
    if (error instanceof InstallerError) return undefined
    throw error
  }
}
