import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import type { Machine } from '../machine.js'

/** As `recordFact` asks. */
export function printRecord(machine: Machine): string {
  const heads = recordsOn(machine).map(
    (name) => machine.files.read(`${RECORD_DIRECTORY}/${name}`)?.split('\n')[0] ?? '',
  )
  const newest = heads.findLast((head) => head.startsWith('{') && head.endsWith('}'))
  return newest === undefined ? '' : `${newest}\n`
}

/** Names of the records, the oldest first. */
export function recordsOn({ files }: Machine): string[] {
  return files.list(RECORD_DIRECTORY).filter((name) => name.endsWith('.json'))
}
