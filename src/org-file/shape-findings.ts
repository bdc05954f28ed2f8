import type * as z from 'zod'
import { TOPOLOGY_CODES } from '../errors/codes/topology.js'
import { cutKey, type Finding, formatPath, isWithin, type Path, valueAt } from '../topology/document.js'
import { unknownKey } from './unknown-key.js'

type Issue = z.core.$ZodIssue

/** Everything that is wrong with single keys and values: zod's issues in our own words. */
export function shapeFindings(schema: z.ZodType, value: unknown): Finding[] {
  const result = schema.safeParse(value)
  if (result.success) return []
  const findings = result.error.issues.flatMap((issue) =>
    findingsOf({ schema, value }, issue, issue.path as Path),
  )
  const meant = new Set(findings.flatMap((finding) => meantPath(finding).map(formatPath)))
  // A required key that is missing because it is misspelt needs to be told once only.
  return findings.filter(({ code, path }) => code !== 'topology.missing-key' || !meant.has(formatPath(path)))
}

/**
 * Whether something was found at, below or above a path, or a key there has another name by mistake, so that nothing more should
 * be concluded from it.
 */
export function isBroken(findings: readonly Finding[], path: Path): boolean {
  const broken = findings.flatMap((finding) => [finding.path, ...meantPath(finding)])
  return broken.some((one) => isWithin(one, path) || isWithin(path, one))
}

/** Where the key of a misspelt one belongs. */
function meantPath({ code, path, details }: Finding): Path[] {
  return code === 'topology.misspelt-key' ? [[...path.slice(0, -1), details?.nearest ?? '']] : []
}

function findingsOf(root: { schema: z.ZodType; value: unknown }, issue: Issue, path: Path): Finding[] {
  const found = valueAt(root.value, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(root.schema, path, key))
  if (issue.code === 'invalid_key')
    return [{ code: 'topology.invalid-name', path, details: { found: shown(path.at(-1)) } }]
  if (found === undefined) return [{ code: 'topology.missing-key', path, details: name(path) }]
  if (found === null)
    return [
      { code: path.length === 0 ? 'topology.empty-file' : 'topology.empty-value', path, details: name(path) },
    ]
  if (issue.code === 'invalid_union') {
    return (
      bestBranch(issue)?.flatMap((inner) => findingsOf(root, inner, [...path, ...(inner.path as Path)])) ?? [
        { code: 'topology.expected-host-or-list', path, details: { found: shown(found) } },
      ]
    )
  }
  const code = codeOf(issue)
  if (code === 'topology.invalid-value' && issue.code === 'invalid_value') {
    const details = { found: shown(found), values: issue.values.map(String).join(', ') }
    return [{ code: 'topology.expected-one-of', path, details }]
  }
  return [{ code, path, details: { found: shown(found) } }]
}

/** The branch of a union that the value was meant for: the one whose outermost type fits. */
function bestBranch(issue: Extract<Issue, { code: 'invalid_union' }>): Issue[] | undefined {
  return issue.errors.find(
    (issues) => !issues.some((inner) => inner.path.length === 0 && isTypeMismatch(inner)),
  )
}

function isTypeMismatch(issue: Issue): boolean {
  return issue.code === 'invalid_type' || (issue.code === 'invalid_union' && bestBranch(issue) === undefined)
}

function codeOf(issue: Issue): Finding['code'] {
  const own = TOPOLOGY_CODES.find((code) => code === issue.message)
  if (own !== undefined) return own
  if (issue.code !== 'invalid_type') return 'topology.invalid-value'
  return EXPECTED[issue.expected] ?? 'topology.invalid-value'
}

const EXPECTED: Readonly<Record<string, Finding['code']>> = {
  string: 'topology.expected-text',
  number: 'topology.expected-number',
  int: 'topology.expected-number',
  boolean: 'topology.expected-boolean',
  array: 'topology.expected-list',
  object: 'topology.expected-mapping',
  record: 'topology.expected-mapping',
}

function name(path: Path): { key: string | number } {
  const last = path.at(-1) ?? ''
  return { key: typeof last === 'string' ? cutKey(last) : last }
}

/** One short line, as it could stand in the file; a password in front of a host name is masked, and a private key. */
function shown(value: unknown): string {
  const text = (JSON.stringify(value) ?? String(value))
    .replace(/:[^:@/\s]+@/g, ':***@')
    .replace(/(AGE-SECRET-KEY-)[^\s"]+/gi, '$1***')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
