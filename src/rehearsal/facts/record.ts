import { RECORD_DIRECTORY } from '../../actions/keep-record.js'
import type { Machine } from '../machine.js'

/** As `recordFact` asks. */
export function printRecord({ files }: Machine): string {
  const newest = files.list(RECORD_DIRECTORY).toSorted().at(-1)
  if (newest === undefined) return ''
  return `${files.read(`${RECORD_DIRECTORY}/${newest}`)?.split('\n')[0] ?? ''}\n`
}
