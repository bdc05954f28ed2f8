import { Command, type Option } from 'commander'

/** What was typed can't be a command; `usage-problem.ts` says it. `command`: as it is typed, as far as it was understood. */
export class UsageError extends Error {
  constructor(
    readonly mistake: Mistake,
    readonly command: string,
  ) {
    super(`${mistake.kind} of ${command}`)
  }
}

export type Mistake =
  | {
      readonly kind: 'unknown-command' | 'unknown-option'
      readonly given: string
      readonly known: readonly string[]
    }
  | { readonly kind: 'unknown-language'; readonly given: string }
  | { readonly kind: 'value-missing'; readonly option: string; readonly usage: string }
  | { readonly kind: 'argument-missing'; readonly argument: string; readonly usage: string }
  | { readonly kind: 'argument-too-many'; readonly given: string; readonly usage: string }

/** commander, which says nothing in English: its mistakes are thrown as `UsageError`, for either language. */
export class Parser extends Command {
  override createCommand(name?: string): Parser {
    return new Parser(name)
  }

  /** An option whose value is left out would take the next option for it. */
  override parseOptions(argv: string[]): ReturnType<Command['parseOptions']> {
    for (let at = 0; at < argv.length; at++) {
      const word = argv[at] ?? ''
      if (word === '--' || this.commands.some((command) => command.name() === word)) break
      const option = this.options.find(({ long, short }) => [long, short].includes(word))
      if (option?.required !== true) continue
      at++
      if (/^-[^\d]/.test(argv[at] ?? '')) this.optionMissingArgument(option)
    }
    return super.parseOptions(argv)
  }

  // What follows is called by commander, whose types leave it out.

  unknownCommand(): never {
    const known = this.commands.map((command) => command.name())
    return this.#mistake({ kind: 'unknown-command', given: this.args[0] ?? '', known })
  }

  unknownOption(given: string): never {
    const known = this.createHelp()
      .visibleOptions(this)
      .flatMap(({ long }) => long ?? [])
    return this.#mistake({ kind: 'unknown-option', given, known })
  }

  optionMissingArgument({ long, short, flags }: Option): never {
    const option = long ?? short ?? flags
    const usage = flags.slice(flags.indexOf(option))
    return this.#mistake({ kind: 'value-missing', option, usage })
  }

  missingArgument(argument: string): never {
    return this.#mistake({ kind: 'argument-missing', argument, usage: argumentsOf(this) })
  }

  _excessArguments(words: readonly string[]): never {
    const { length } = this.registeredArguments
    const given = words.slice(length).join(' ')
    return this.#mistake({ kind: 'argument-too-many', given, usage: argumentsOf(this) })
  }

  #mistake(mistake: Mistake): never {
    const names: string[] = []
    for (let command: Command | null = this; command !== null; command = command.parent)
      names.unshift(command.name())
    throw new UsageError(mistake, names.join(' '))
  }
}

/** What a command takes after its name: `<file> [folder]`. */
export function argumentsOf({ registeredArguments }: Command): string {
  return registeredArguments
    .map((argument) => {
      const shown = `${argument.name()}${argument.variadic ? '...' : ''}`
      return argument.required ? `<${shown}>` : `[${shown}]`
    })
    .join(' ')
}
