import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { editYaml } from '../../catalog/edit-yaml.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { releaseFile } from '../../catalog/presets.js'
import { fault } from '../../errors/problem.js'
import { writeAtomically } from '../../state/write-atomically.js'
import type { Release } from '../../topology/release.js'

/** The release of a rehearsal that comes after the one of its org.yaml, which names it so. */
export const NEXT_RELEASE = './next-release.yaml'

/** `0.3.0` is followed by `0.4.0`. */
export function nextVersion({ version }: Release): string {
  const [major, minor] = version.split('.').map(Number)
  return `${major}.${(minor ?? 0) + 1}.0`
}

/** Writes it beside org.yaml: the same with another version, which may go back. */
export async function writeNextRelease(
  presetsDirectory: string,
  file: string,
  release: Release,
): Promise<void> {
  const folder = dirname(file)
  const from =
    release.path === undefined
      ? join(presetsDirectory, 'releases', `${release.id}.yaml`)
      : releaseFile(release.path, folder)
  const text = await readFile(from, 'utf8')
  const value = parseYaml(text, from).value as Readonly<Record<string, unknown>>
  const follows = [{ version: release.version, migrations: [] }]
  const next = editYaml(text, { ...value, version: nextVersion(release), follows })
  if (next === undefined) throw fault('topology.wrong-file', { file: from }, { file: from })
  writeAtomically(join(folder, NEXT_RELEASE), next, 0o644)
}
