import { fault, type InstallerError } from '../../errors/problem.js'
import { printable } from '../../ui/text.js'

/** What is thrown for an option whose value can't be meant; `allowed` says what could. */
export function invalidOption(option: string, value: unknown, allowed: string): InstallerError {
  return fault('command.invalid-option', { option, value: printable(String(value)) || '""', allowed })
}

/** What is thrown for two options of which only one would be followed. */
export function optionsExclude(one: string, other: string): InstallerError {
  return fault('command.options-exclude', { one, other })
}

/** The value of an option that has a few, where it was given. */
export function oneOf<T extends string>(option: string, given: unknown, all: readonly T[]): T | undefined {
  const known = all.find((one) => one === given)
  if (given === undefined || known !== undefined) return known
  throw invalidOption(option, given, all.join(', '))
}

/** A number without a fraction, where it was given. */
export function countIn(option: string, given: unknown, least: number, most: number): number | undefined {
  if (given === undefined) return undefined
  const count = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (count >= least && count <= most) return count
  throw invalidOption(option, given, `${least} ... ${most}`)
}
