import { fault, type InstallerError } from '../../errors/problem.js'
import { printable } from '../../ui/text.js'

/** What is thrown for an option whose value can't be meant; `allowed` says what could. */
export function invalidOption(option: string, value: unknown, allowed: string): InstallerError {
  return fault('command.invalid-option', { option, value: printable(String(value)) || '""', allowed })
}
