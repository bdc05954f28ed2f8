import { DISK_SAMPLES } from '../actions/disk-sample.js'
import { RECORD_DIRECTORY } from '../actions/keep-record.js'
import { RUN_LOG, type RunLine } from '../actions/run-log.js'
import { freeBytes } from './facts/hardware.js'
import type { Machine } from './machine.js'

/** As a host does that runs the script of `actions/run-log.ts`. */
export function keepRunLine(machine: Machine, line: RunLine, installDirectory?: string): void {
  const { files } = machine
  if (line.what !== 'begun' && !files.exists(RECORD_DIRECTORY)) return
  const text = `${JSON.stringify(line)}\n`
  const before = files.read(RUN_LOG) ?? ''
  if (before.includes(text)) return
  files.write(RUN_LOG, before + text, '0600', 'root:root')
  if (line.what === 'begun' || installDirectory === undefined) return
  const sample = `${files.now()} ${Math.floor(freeBytes(machine) / 1024)} run\n`
  files.write(DISK_SAMPLES, (files.read(DISK_SAMPLES) ?? '') + sample, '0600', 'root:root')
}
