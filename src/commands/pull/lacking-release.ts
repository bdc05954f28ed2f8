import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { isReleasePath, readReleases, releaseFile } from '../../catalog/presets.js'
import { fault, type InstallerError } from '../../errors/problem.js'
import { readApplied } from '../../state/applied-record.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { Needs } from '../organisation/organisation.js'
import { textOf } from '../organisation/own-files.js'
import type { FolderFiles } from '../organisation/take-over.js'

/** A release file of one's own that org.yaml names and this folder does not have. */
export interface LackingRelease {
  /** The folder without it. */
  readonly mine: FolderFiles
  /** With another release in its place, as good to ask hosts by. */
  readonly needs: Pick<Needs, 'files'>
  /** What is said where no host keeps it either. */
  readonly problem: InstallerError
}

/** Undefined where nothing is lacking. Throws what is wrong with org.yaml and `applied.jsonl`. */
export async function lackingRelease(
  folder: OrganisationFolder,
  presetsDirectory: string,
): Promise<LackingRelease | undefined> {
  const file = textOf(folder.topology)
  const path = (parseYaml(file, folder.topology).value as { release?: unknown } | null)?.release
  if (!isReleasePath(path)) return undefined
  const lacking = releaseFile(path, folder.directory)
  if (existsSync(lacking)) return undefined
  const applied = readApplied(folder)?.body.release
  const text = applied?.path === path ? applied.text : await newestRelease(presetsDirectory)
  return {
    mine: { file },
    needs: { files: { file, release: { path, text }, from: 'org.yaml' } },
    problem: fault('topology.release-missing', { file: lacking }, { file: lacking }),
  }
}

async function newestRelease(presetsDirectory: string): Promise<string> {
  const [newest] = await readReleases(presetsDirectory)
  return readFile(join(presetsDirectory, 'releases', `${newest?.id ?? ''}.yaml`), 'utf8')
}
