import { InstallerError } from '../errors/problem.js'
import type { RecordFold } from '../events/run-record.js'

/** What was thrown, as lines of a record. */
export function tellFailure(record: Pick<RecordFold, 'add'>, error: unknown): void {
  if (error instanceof InstallerError) {
    for (const one of error.problems) record.add({ type: 'problem', ...one })
    return
  }
  record.add({ type: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
