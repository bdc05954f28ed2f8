import { closest } from 'fastest-levenshtein'
import { fault, type InstallerError } from '../../errors/problem.js'
import { LANGUAGES } from '../../i18n/language.js'
import { printable } from '../../ui/text.js'
import { invalidOption } from './option.js'
import type { UsageError } from './parser.js'

/** What is wrong with a command line, as any other problem is told. */
export function usageProblem({ mistake, command }: UsageError): InstallerError {
  switch (mistake.kind) {
    case 'unknown-language':
      return invalidOption('--lang', mistake.given, LANGUAGES.join(', '))
    case 'unknown-command':
    case 'unknown-option': {
      const { kind, known } = mistake
      const given = printable(mistake.given)
      const details = { given, command, known: known.join(', '), nearest: closest(given, [...known]) }
      return fault(`command.${kind}`, details)
    }
    case 'value-missing':
      return fault('command.value-missing', { command, option: mistake.option, usage: mistake.usage })
    case 'argument-missing': {
      const { argument, usage } = mistake
      return fault('command.argument-missing', { command, argument, usage: `${command} ${usage}` })
    }
    case 'argument-too-many': {
      const details = { given: printable(mistake.given), usage: `${command} ${mistake.usage}`.trimEnd() }
      return fault('command.argument-too-many', { command, ...details })
    }
  }
}
