import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fault, InstallerError } from '../errors/problem.js'
import { parseRelease } from '../org-file/release-schema.js'
import { nearestOf } from '../org-file/unknown-key.js'
import type { SourceDocument } from '../topology/document.js'
import { byVersion, type Release } from '../topology/release.js'
import { readYaml } from './read-yaml.js'

/** A topology with holes, as text: its comments tell the operator what to fill in. */
export interface Preset {
  readonly name: string
  /** First comment line of the file: what it is for. */
  readonly title: string
  readonly text: string
}

/** Reads `releases/<id>.yaml`. Throws `InstallerError` when it is missing or broken. */
export async function readRelease(presetsDirectory: string, id: string): Promise<Release> {
  return parseRelease(await readYaml(join(presetsDirectory, 'releases', `${id}.yaml`)), id)
}

/** Every release that comes with this program, the newest first. */
export async function readReleases(presetsDirectory: string): Promise<Release[]> {
  const ids = await namesIn(join(presetsDirectory, 'releases'))
  return byVersion(await Promise.all(ids.map((id) => readRelease(presetsDirectory, id))))
}

/** These releases, and as it is now the one of the operator's own that a file in `folder` names by its path. Throws `InstallerError`. */
export async function withOwnRelease(
  releases: readonly Release[],
  { value }: SourceDocument,
  folder: string,
): Promise<readonly Release[]> {
  const path = (value as { release?: unknown } | null)?.release
  if (!isReleasePath(path)) return releases
  const file = releaseFile(path, folder)
  if (!existsSync(file)) throw fault('topology.release-missing', { file }, { file })
  const own = ownRelease(await readYaml(file), path)
  return [own, ...releases.filter((one) => one.path !== path)]
}

const MOST_FILES = 100

/** The release files that lie beside org.yaml, as it would name them; what is none, or can't be read, is passed over. */
export async function releasesBeside(folder: string): Promise<Release[]> {
  const names = (await readdir(folder).catch(() => [])).toSorted()
  const files = names.filter((name) => /\.ya?ml$/.test(name) && name !== 'org.yaml').slice(0, MOST_FILES)
  const found = await Promise.all(
    files.map(async (name): Promise<Release[]> => {
      try {
        return [ownRelease(await readYaml(join(folder, name)), `./${name}`)]
      } catch (error) {
        if (error instanceof InstallerError) return []
        throw error
      }
    }),
  )
  return found.flat()
}

/** A release file of one's own, which `org.yaml` names by that path; its id can be a name of folders. Throws `InstallerError`. */
export function ownRelease(source: SourceDocument, path: string): Release {
  const id = basename(path).replace(/\.ya?ml$|[^\w.+~-]/g, (found) => (found.length > 1 ? '' : '_'))
  return { ...parseRelease(source, id), path, source }
}

/** Whether org.yaml names a file, not a release that comes with this program. */
export function isReleasePath(name: unknown): name is string {
  return typeof name === 'string' && /[/\\]|\.ya?ml$/.test(name)
}

/** Absolute path of a release file that an org.yaml in `folder` names. */
export function releaseFile(path: string, folder: string): string {
  return resolve(folder, path.replace(/^~(?=\/)/, homedir()))
}

/** Names of `topologies/*.yaml`, sorted. */
export async function listPresets(presetsDirectory: string): Promise<string[]> {
  return namesIn(join(presetsDirectory, 'topologies'))
}

/** Throws `InstallerError` with the known names when there is no such preset. */
export async function readPreset(presetsDirectory: string, name: string): Promise<Preset> {
  const known = await listPresets(presetsDirectory)
  if (!known.includes(name)) {
    const details = { name, known: known.join(', '), nearest: nearestOf(name, known) ?? known[0] ?? '' }
    throw fault('topology.unknown-preset', details)
  }
  const text = await readFile(join(presetsDirectory, 'topologies', `${name}.yaml`), 'utf8')
  return { name, title: /^# (.+)$/m.exec(text)?.[1] ?? name, text }
}

async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
}
