import { Command } from 'commander'
import { type Language, type Say, sayIn } from '../../i18n/say.js'
import { COMMANDS, type CommandId } from '../command-ids.js'
import { commands, GROUPS } from '../index.js'
import { addCommonOptions, type CommonOptions, mergeCommonOptions } from './common-options.js'
import type { ExitCode } from './exit-code.js'
import { runCommand } from './run-command.js'
import type { World } from './session.js'

/** The command line as commander sees it; nothing of a command itself is loaded yet. */
export function program(language: Language, world: World, onEnd: (code: ExitCode) => void): Command {
  const say = sayIn(language)
  const root = new Command('create-metis-node')
    .description(say('help.program'))
    .version(world.version, '--version', say('help.option.version'))
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: world.stdout.write,
      writeErr: world.stderr.write,
      getOutHelpWidth: () => Math.min(100, world.stdout.columns),
    })
    .configureHelp({
      styleTitle: (title) => titles[language][title] ?? title,
      subcommandTerm: (command) => `${command.name()} ${usageOf(command)}`,
    })
    .helpOption('-h, --help', say('help.option.help'))
    .helpCommand(false)
    .addHelpText('after', `\n${say('help.first-steps')}\n\n${say('help.exit-codes')}`)
    .showHelpAfterError(false)
    .showSuggestionAfterError(true)
  // What commander calls when there is no command at all.
  root.help = () => {
    throw new NoCommandGiven(root.opts<CommonOptions>(), () => root.outputHelp())
  }
  addCommonOptions(root, say, { shortFile: true })
  for (const id of COMMANDS) addCommand(root, id, language, world, onEnd)
  return root
}

/** Nobody did anything wrong: there is something to do without a command, too. */
export class NoCommandGiven extends Error {
  override readonly name = 'NoCommandGiven'

  constructor(
    readonly options: CommonOptions,
    readonly showHelp: () => void,
  ) {
    super('no command was given')
  }
}

function addCommand(
  root: Command,
  id: CommandId,
  language: Language,
  world: World,
  onEnd: (code: ExitCode) => void,
): void {
  const say = sayIn(language)
  const shape = commands[id]
  const [name = '', parent = root] = placeOf(id, root, say)
  const command = parent
    .command(name)
    .summary(say(shape.summary))
    .description(say(shape.summary))
    .helpOption('-h, --help', say('help.option.help'))
    .addHelpText('after', `\n${say('help.exit-codes')}`)
  if (shape.argument !== undefined) command.argument(shape.argument[0], say(shape.argument[1]))
  for (const [flags, description] of shape.options ?? []) command.option(flags, say(description))
  addCommonOptions(command, say, { shortFile: shape.ownShortF !== true })
  command.action(async () => {
    const before = mergeCommonOptions(root.opts<CommonOptions>(), parent.opts<CommonOptions>())
    const common = mergeCommonOptions(before, command.opts<CommonOptions>())
    const call = { words: command.args, options: command.opts() }
    onEnd(await runCommand(id, call, common, language, world))
  })
}

/** The name of a command, and what it stands below: of two words, the first is a command that only holds others. */
function placeOf(id: CommandId, root: Command, say: Say): [name: string, parent: Command] {
  const [first = '', second] = id.split(' ')
  if (second === undefined) return [first, root]
  const known = root.commands.find((command) => command.name() === first)
  if (known !== undefined) return [second, known]
  const summary = GROUPS[first]
  const group = root.command(first).helpOption('-h, --help', say('help.option.help')).helpCommand(false)
  if (summary !== undefined) group.summary(say(summary)).description(say(summary))
  return [second, addCommonOptions(group, say, { shortFile: true })]
}

/** What comes after its name: `[folder]`, or the commands that it holds. */
function usageOf({ commands: inner, registeredArguments }: Command): string {
  if (inner.length > 0) return inner.map((command) => command.name()).join('|')
  return registeredArguments
    .map((argument) => {
      const shown = `${argument.name()}${argument.variadic ? '...' : ''}`
      return argument.required ? `<${shown}>` : `[${shown}]`
    })
    .join(' ')
}

const titles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  zh: { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' },
}
