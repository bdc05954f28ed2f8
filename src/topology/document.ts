import type { TOPOLOGY_CODES } from '../errors/codes/topology.js'
import { type Problem, problem } from '../errors/problem.js'

/** Where a value stands in a document: keys and list positions from the top. */
export type Path = readonly (string | number)[]

/** `roles.data[1].port`; keys that are no plain words are quoted. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => text + formatStep(step, text === ''), '')
}

/** The value at a path, `undefined` when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, step)
        ? (found as Record<string | number, unknown>)[step]
        : undefined,
    value,
  )
}

/** Whether `path` is `above` or lies below it. */
export function isWithin(path: Path, above: Path): boolean {
  return above.every((step, i) => path[i] === step)
}

export function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && isWithin(a, b)
}

function formatStep(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`
  if (step.length > LONGEST_KEY || !/^[\w-]+$/.test(step)) return `[${JSON.stringify(cutKey(step))}]`
  return first ? step : `.${step}`
}

/** Characters; no key that there is comes near it. */
const LONGEST_KEY = 64

/** A key as it can be said: of one that goes on and on the beginning. */
export function cutKey(key: string): string {
  return key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY - 1)}…` : key
}

/** A YAML file as plain values that still know their lines. `catalog/read-yaml.ts` makes it. */
export interface SourceDocument {
  readonly value: unknown
  /** As the operator named it, for messages. */
  readonly file?: string
  /** Line from 1 of the key or list item at a path, or of its nearest parent in the file. */
  readonly lineOf: (path: Path) => number | undefined
}

/** A problem at a place in a document, before that place is looked up in the file. */
export interface Finding {
  readonly code: (typeof TOPOLOGY_CODES)[number] | 'artifact.not-in-release'
  readonly path: Path
  readonly details?: Problem['details']
  readonly severity?: Problem['severity']
  readonly host?: string
  readonly instance?: string
}

/** Adds path, line and file; messages may name `{path}`. */
export function locate(document: SourceDocument, finding: Finding): Problem {
  const { code, path, details, severity, host, instance } = finding
  const line = document.lineOf(path)
  const text = formatPath(path)
  return problem(
    code,
    onOneLine({ path: text === '' ? (document.file ?? 'org.yaml') : text, ...details }),
    {
      ...(text === '' ? {} : { path: text }),
      ...(line === undefined ? {} : { line }),
      ...(document.file === undefined ? {} : { file: document.file }),
      ...(host === undefined ? {} : { host }),
      ...(instance === undefined ? {} : { instance }),
    },
    severity,
  )
}

/** What somebody wrote with line breaks or other control characters, as JSON writes them. */
function onOneLine(details: Problem['details']): Problem['details'] {
  const said = (value: string | number) =>
    typeof value === 'number' ? value : value.replace(/\p{Cc}/gu, (one) => JSON.stringify(one).slice(1, -1))
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, said(value)]))
}
