import type { Code } from './codes/index.js'

/**
 * Everything that can be wrong, as data: a rule of the topology, a finding of preflight, a failed action.
 * Its sentences (what, why, how to fix) are made from `code` and `details` by `i18n/explain.ts`.
 */
export interface Problem {
  readonly code: Code
  /** `error` stops, `warning` asks, `advice` tells. */
  readonly severity: 'error' | 'warning' | 'advice'
  readonly where: Where
  /** Values for the placeholders of the message. Never a secret. */
  readonly details: Readonly<Record<string, string | number>>
  /** The last lines that a failed action printed, secrets masked, oldest first. */
  readonly output?: readonly string[]
  /** What failed elsewhere only because of it (`by-cause.ts`). */
  readonly consequences?: readonly Problem[]
}

export interface Where {
  /** Path inside `org.yaml`, e.g. `roles.data[1].port`. */
  readonly path?: string
  /** Line in that file, from 1. */
  readonly line?: number
  readonly file?: string
  readonly host?: string
  /** Instance name on that host, e.g. `data-8700`. */
  readonly instance?: string
  /** Id of the plan node. */
  readonly action?: string
}

/** Thrown where work cannot go on; whoever catches it shows its problems. Bugs stay plain `Error`s with a stack. */
export class InstallerError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: Problem | readonly Problem[], options?: { cause?: unknown }) {
    const all = [problems].flat()
    super(all.map((problem) => problem.code).join(', '), options)
    this.name = 'InstallerError'
    this.problems = all
  }
}

/** What is thrown for somebody to read; bugs are thrown on. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof InstallerError) return error.problems
  throw error
}

/** A problem with severity `error`. */
export function problem(
  code: Code,
  details: Problem['details'] = {},
  where: Where = {},
  severity: Problem['severity'] = 'error',
): Problem {
  const cut = Object.entries(details).map(([key, value]) => [key, cutDetail(value)])
  return { code, severity, where, details: Object.fromEntries(cut) }
}

/** Characters: longer than any path. What a host or a file said without end is still read by a person. */
const LONGEST_DETAIL = 4096

function cutDetail(value: string | number): string | number {
  if (typeof value === 'number' || value.length <= LONGEST_DETAIL) return value
  return `${value.slice(0, LONGEST_DETAIL - 1)}…`
}

/** What is thrown for one problem that stops. */
export function fault(code: Code, details?: Problem['details'], where?: Where, cause?: unknown) {
  return new InstallerError(problem(code, details, where), cause === undefined ? {} : { cause })
}

/**
 * Equal for problems that have one cause on one host: `connection.disk-full` and `run.disk-full` are one thing met in
 * two ways. What nobody could name is never the same.
 */
export function causeOf({ code, where }: Pick<Problem, 'code' | 'where'>): string {
  if (code === 'run.action-failed' || code === 'run.not-ready' || code === 'run.process-ended')
    return JSON.stringify(where)
  return `${where.host} ${code.slice(code.indexOf('.') + 1)}`
}
