import { RECORD_DIRECTORY } from '../actions/keep-record.js'
import { RUN_LOG, type RunLine } from '../actions/run-log.js'
import type { Machine } from './machine.js'

/** As a host does that runs the script of `actions/run-log.ts`. */
export function keepRunLine({ files }: Machine, line: RunLine): void {
  if (line.what !== 'begun' && !files.exists(RECORD_DIRECTORY)) return
  const text = `${JSON.stringify(line)}\n`
  const before = files.read(RUN_LOG) ?? ''
  if (!before.includes(text)) files.write(RUN_LOG, before + text, '0600', 'root:root')
}
