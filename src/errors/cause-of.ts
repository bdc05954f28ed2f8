import type { Problem } from './problem.js'

/**
 * Equal for problems that have one cause on one host: `connection.disk-full` and `run.disk-full` are one thing met in
 * two ways. What nobody could name is never the same.
 */
export function causeOf({ code, where }: Pick<Problem, 'code' | 'where'>): string {
  if (code === 'run.action-failed' || code === 'run.not-ready') return JSON.stringify(where)
  return `${where.host} ${code.slice(code.indexOf('.') + 1)}`
}
