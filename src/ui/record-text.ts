import type { RecordHead } from '../facts/record.js'
import { printable } from './text.js'

/** When a generation was made, by the clock of the machine that made it: `2026-11-30T08:15:00Z`. */
export function whenOf({ at }: RecordHead): string {
  return printable(at.replace(/\.\d+Z$/, 'Z'))
}

/** `ana@laptop` */
export function whoOf({ user, machine }: RecordHead): string {
  return printable(`${user}@${machine}`)
}
