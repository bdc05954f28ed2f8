import { dirname } from 'node:path'
import { InstallerError } from '../errors/problem.js'
import { type ParsedTopology, parseTopology } from '../org-file/parse-topology.js'
import { readReleases, withOwnRelease } from './presets.js'
import { readYaml } from './read-yaml.js'

/** Reads the operator's `org.yaml`; whatever is wrong with it, from a missing file to a clash of ports, is data. */
export async function readOrganisation(path: string, presetsDirectory: string): Promise<ParsedTopology> {
  const releases = await readReleases(presetsDirectory)
  try {
    const document = await readYaml(path)
    return parseTopology(document, await withOwnRelease(releases, document, dirname(path)))
  } catch (error) {
    if (error instanceof InstallerError) return { ok: false, problems: error.problems }
    throw error
  }
}
