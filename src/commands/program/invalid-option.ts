import { InstallerError, problem } from '../../errors/problem.js'
import { printable } from '../../ui/printable.js'

/** What is thrown for an option whose value can't be meant; `allowed` says what could. */
export function invalidOption(option: string, value: unknown, allowed: string): InstallerError {
  const details = { option, value: printable(String(value)) || '""', allowed }
  return new InstallerError(problem('command.invalid-option', details))
}
