import type { TOPOLOGY_CODES } from '../errors/codes/topology.js'
import { type Problem, problem } from '../errors/problem.js'
import { formatPath, type Path } from './path.js'

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
  readonly code: (typeof TOPOLOGY_CODES)[number]
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
    { path: text === '' ? (document.file ?? 'org.yaml') : text, ...details },
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
