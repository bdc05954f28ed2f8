import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readYaml } from '../catalog/read-yaml.js'
import { InstallerError, problem } from '../errors/problem.js'
import type { ArchiveKey, Archives, Suite } from './archive.js'
import { parseArchives } from './archive-schema.js'

/** Where one system's packages come from, and who signs for them. */
export interface SystemArchives {
  readonly family: string
  readonly suites: readonly Suite[]
  readonly keys: readonly ArmoredKey[]
}

export interface ArmoredKey extends ArchiveKey {
  /** The public key as its file holds it. */
  readonly armored: string
}

/** Archives of a system, `debian-12`. Throws `apt.unknown-system` with those that are known. */
export async function readSystemArchives(presetsDirectory: string, system: string): Promise<SystemArchives> {
  const all = await readArchives(presetsDirectory)
  for (const { family, keys, systems } of all) {
    const suites = Object.hasOwn(systems, system) ? systems[system] : undefined
    if (suites === undefined) continue
    return {
      family,
      suites,
      keys: await Promise.all(
        keys.map(async (key) => ({
          ...key,
          armored: await readFile(join(presetsDirectory, 'keys', key.file), 'utf8'),
        })),
      ),
    }
  }
  const known = all.flatMap(({ systems }) => Object.keys(systems)).join(', ')
  throw new InstallerError(problem('apt.unknown-system', { system, known }))
}

/** Every system that packages can be collected for. */
export async function knownSystems(presetsDirectory: string): Promise<string[]> {
  return (await readArchives(presetsDirectory)).flatMap(({ systems }) => Object.keys(systems))
}

async function readArchives(presetsDirectory: string): Promise<Archives[]> {
  const folder = join(presetsDirectory, 'archives')
  const families = (await readdir(folder)).flatMap((file) => /^([a-z]+)\.yaml$/.exec(file)?.[1] ?? [])
  return Promise.all(
    families
      .sort()
      .map(async (family) => parseArchives(await readYaml(join(folder, `${family}.yaml`)), family)),
  )
}
