import { type Problem, problem } from '../errors/problem.js'
import { buildTopology } from '../org-file/build-topology.js'
import { type ParsedTopology, parseTopology } from '../org-file/parse-topology.js'
import { formatPath, type SourceDocument } from '../topology/document.js'
import { type Release, releaseNamed } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import { hostAddress } from '../topology/values.js'
import { type DraftFile, mapEntries } from './draft.js'
import { addressOf, isExposed } from './external-address.js'
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

/**
 * The answers as screens show them: roles that the network dials are there also while their external address is still being
 * typed, with the address of their host in its place.
 */
export function shownTopology(file: DraftFile, releases: readonly Release[]): Topology {
  const shown = mapEntries(file, (entry, role) => {
    if (!isExposed(role) || hostAddress.safeParse(addressOf(entry)).success) return entry
    const host = file.hosts.find(({ name }) => name === entry.host)
    return { ...entry, externalAddress: host?.address ?? addressOf(entry) }
  })
  return draftTopology(shown, releases)
}
