import type { Problem } from '../errors/problem.js'

/** The problem in an event; `undefined` when it has not a problem's shape (a journal of another version). */
export function toProblem(value: unknown): Problem | undefined {
  return isProblem(value) ? value : undefined
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'severity' in value &&
    typeof value.severity === 'string' &&
    'where' in value &&
    typeof value.where === 'object' &&
    'details' in value &&
    typeof value.details === 'object'
  )
}
