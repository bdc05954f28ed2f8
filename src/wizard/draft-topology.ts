import { type Problem, problem } from '../errors/problem.js'
import { buildTopology } from '../org-file/build-topology.js'
import { type ParsedTopology, parseTopology } from '../org-file/parse-topology.js'
import type { SourceDocument } from '../topology/finding.js'
import { formatPath } from '../topology/path.js'
import type { Release } from '../topology/release.js'
import { releaseNamed } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import type { DraftFile } from './draft.js'
import { fileValue } from './file-value.js'

/** What can be understood of the answers so far, every default filled in. Whatever is not answered is missing. */
export function draftTopology(file: DraftFile, releases: readonly Release[]): Topology {
  return buildTopology(fileValue(file), releaseNamed(releases, file.release)).topology
}

/** Everything that the rules of org.yaml say about the answers so far: errors, warnings and advice, without lines. */
export function draftProblems(file: DraftFile, releases: readonly Release[]): readonly Problem[] {
  return [...repeatedNames(file), ...parseDraft(file, releases).problems]
}

/** The answers as the file that will be written is read. */
export function parseDraft(file: DraftFile, releases: readonly Release[]): ParsedTopology {
  const document: SourceDocument = { value: fileValue(file), lineOf: () => undefined }
  return parseTopology(document, releases)
}

/** The file knows hosts by their name: of two with the same one, it would hold the last. */
function repeatedNames({ hosts }: DraftFile): Problem[] {
  const names = hosts.map(({ name }) => name)
  const repeated = names.filter((name, i) => names.indexOf(name) === i && names.lastIndexOf(name) !== i)
  return repeated.map((key) =>
    problem('topology.duplicate-key', { key }, { path: formatPath(['hosts', key]), host: key }),
  )
}
