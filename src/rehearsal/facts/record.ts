import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import type { Machine } from '../machine.js'

/** As `recordFact` asks. */
export function printRecord(machine: Machine): string {
  const newest = recordsOn(machine).at(-1)
  if (newest === undefined) return ''
  return `${machine.files.read(`${RECORD_DIRECTORY}/${newest}`)?.split('\n')[0] ?? ''}\n`
}

/** Names of the records, the oldest first. */
export function recordsOn({ files }: Machine): string[] {
  return files.list(RECORD_DIRECTORY).filter((name) => name.endsWith('.json'))
}
