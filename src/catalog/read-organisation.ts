import { InstallerError } from '../errors/problem.js'
import { type ParsedTopology, parseTopology } from '../org-file/parse-topology.js'
import { readReleases } from './presets.js'
import { readYaml } from './read-yaml.js'

/** Reads the operator's `org.yaml`; whatever is wrong with it, from a missing file to a clash of ports, is data. */
export async function readOrganisation(path: string, presetsDirectory: string): Promise<ParsedTopology> {
  const releases = await readReleases(presetsDirectory)
  try {
    return parseTopology(await readYaml(path), releases)
  } catch (error) {
    if (error instanceof InstallerError) return { ok: false, problems: error.problems }
    throw error
  }
}
