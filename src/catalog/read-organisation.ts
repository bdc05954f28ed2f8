import { dirname } from 'node:path'
import { fault, InstallerError } from '../errors/problem.js'
import { type ParsedTopology, parseTopology } from '../org-file/parse-topology.js'
import { parseYaml } from './parse-yaml.js'
import { ownRelease, readReleases, withOwnRelease } from './presets.js'
import { LARGEST_YAML, readYaml } from './read-yaml.js'

/** Reads the operator's `org.yaml`; whatever is wrong with it, from a missing file to a clash of ports, is data. */
export async function readOrganisation(path: string, presetsDirectory: string): Promise<ParsedTopology> {
  const releases = await readReleases(presetsDirectory)
  return orProblems(async () => {
    const document = await readYaml(path)
    return parseTopology(document, await withOwnRelease(releases, document, dirname(path)))
  })
}

/** The same of a text that is no file yet; no file is read but those that come with this program. */
export async function readOrganisationText(
  text: string,
  { from, own, presetsDirectory }: OrganisationText,
): Promise<ParsedTopology> {
  const releases = await readReleases(presetsDirectory)
  return orProblems(async () => {
    const isNoFile = (one = '') => one.length > LARGEST_YAML || one.includes('\0')
    if (isNoFile(text) || isNoFile(own?.text)) throw fault('topology.wrong-file', { file: from })
    const given = own === undefined ? [] : [ownRelease(parseYaml(own.text, `${from}: ${own.path}`), own.path)]
    return parseTopology(parseYaml(text, from), [...given, ...releases])
  })
}

interface OrganisationText {
  /** What the text is called in problems. */
  readonly from: string
  /** The release file of one's own that it names by that path. */
  readonly own?: { readonly path: string; readonly text: string } | undefined
  readonly presetsDirectory: string
}

async function orProblems(read: () => Promise<ParsedTopology>): Promise<ParsedTopology> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof InstallerError) return { ok: false, problems: error.problems }
    throw error
  }
}
