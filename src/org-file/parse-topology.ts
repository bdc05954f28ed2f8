import { type Problem, problem } from '../errors/problem.js'
import {
  type Finding,
  isSame,
  locate,
  type Path,
  type SourceDocument,
  valueAt,
} from '../topology/document.js'
import { type Release, releaseNamed } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import { buildTopology } from './build-topology.js'
import { ownReleaseGaps } from './own-release-gaps.js'
import { RULES } from './rules/index.js'
import type { RuleInput } from './rules/rule.js'
import { sayRoleBetter } from './say-role-better.js'
import { topologyFile } from './schema.js'
import { isBroken, shapeFindings } from './shape-findings.js'
import { nearestOf } from './unknown-key.js'

/** `problems` holds warnings and advice when there is a topology, everything that is wrong when there is none. */
export type ParsedTopology =
  | {
      readonly ok: true
      readonly topology: Topology
      readonly release: Release
      readonly problems: readonly Problem[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Reads the operator's file: every default filled in, every rule asked. All problems come at once, in the order
 * of the file's lines, those of a release file of one's own last, also when a part of the file can't be understood; of
 * more than a hundred the first, and how many more there are.
 */
export function parseTopology(document: SourceDocument, releases: readonly Release[]): ParsedTopology {
  const file = document.value
  const shape = [
    ...shapeFindings(topologyFile, file).map((finding) => sayRoleBetter(file, finding)),
    ...vanishingHost(file),
  ]
  const release = releaseNamed(releases, (file as { release?: unknown } | null)?.release)
  const { topology, pathOf } = buildTopology(file, release)
  // What so many mistakes leave is no ground to conclude from.
  if (shape.some(({ path }) => path.length === 0) || shape.length > MOST_PROBLEMS)
    return { ok: false, problems: theFirst(inOrder(shape.map((finding) => locate(document, finding)))) }
  const input = { topology, release, file, pathOf, isBroken: (path: Path) => isBroken(shape, path) }
  const ruled = [...unknownRelease(input, releases), ...RULES.flatMap((rule) => rule(input))]
  const findings = [
    ...shape,
    ...ruled.filter(({ path }) => !shape.some((finding) => isSame(finding.path, path))),
  ]
  const own = inOrder(findings.map((finding) => locate(document, finding)))
  const problems = theFirst([...own, ...ownReleaseGaps(input)])
  const failed = problems.some(({ severity }) => severity === 'error')
  return failed || release === undefined ? { ok: false, problems } : { ok: true, topology, release, problems }
}

const MOST_PROBLEMS = 100

/** The worst of them where there are more than anybody reads. */
function theFirst(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MOST_PROBLEMS) return problems
  const worst = SEVERITIES.flatMap((severity) => problems.filter((one) => one.severity === severity))
  const kept = new Set(worst.slice(0, MOST_PROBLEMS))
  const [left] = worst.slice(MOST_PROBLEMS)
  const details = { count: problems.length - MOST_PROBLEMS }
  const where = left?.where.file === undefined ? {} : { file: left.where.file }
  return [
    ...problems.filter((one) => kept.has(one)),
    problem('topology.more-problems', details, where, left?.severity),
  ]
}

const SEVERITIES = ['error', 'warning', 'advice'] as const

/** zod drops a key of that name from a record without a word: the host would never be looked at. */
function vanishingHost(file: unknown): Finding[] {
  const path = ['hosts', '__proto__']
  if (valueAt(file, path) === undefined) return []
  return [{ code: 'topology.invalid-name', path, details: { found: '"__proto__"' } }]
}

function unknownRelease(input: RuleInput, releases: readonly Release[]): Finding[] {
  const path = ['release']
  if (input.release !== undefined || input.isBroken(path)) return []
  const known = releases.map(({ id }) => id)
  const { release } = input.topology
  const details = { release, known: known.join(', '), nearest: nearestOf(release, known) ?? known[0] ?? '' }
  return [{ code: 'topology.unknown-release', path, details }]
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const line = ({ where }: Problem) => where.line ?? 0
  return problems.toSorted((a, b) => line(a) - line(b))
}
