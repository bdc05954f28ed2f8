import { type Command, CommanderError } from 'commander'
import { type Help, helpIn } from '../../i18n/help.js'
import { LANGUAGES, type Language } from '../../i18n/language.js'
import { COMMANDS, type CommandId } from '../command-ids.js'
import { commands, GROUPS } from '../index.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { argumentsOf, Parser, UsageError } from './parser.js'
import { runCommand, runWithoutCommand } from './run-command.js'
import type { CommonOptions, World } from './session.js'

/**
 * Carries out one command line (without node and script) and resolves to the exit code. Nothing here ends the
 * process; whoever called decides.
 */
export async function runCommandLine(argv: readonly string[], world: World): Promise<ExitCode> {
  const given = givenLanguage(argv)
  const known = LANGUAGES.find((one) => one === given)
  const language = known ?? spokenLanguage(world.env)
  let exitCode: ExitCode = EXIT.done
  const parser = program(await helpIn(language), language, world, (code) => {
    exitCode = code
  })
  try {
    if (given !== known) throw new UsageError({ kind: 'unknown-language', given: given ?? '' }, parser.name())
    await parser.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof NoCommandGiven)
      return runWithoutCommand(parser.opts<CommonOptions>(), language, world, () => parser.outputHelp())
    if (error instanceof UsageError) {
      const { showMisuse } = await import('../terminal/show-failure.js')
      return showMisuse(error, language, { json: argv.includes('--json') }, world)
    }
    // Commander has written its help already.
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? EXIT.done : EXIT.invalidInput
  }
}

/** What the environment speaks; Chinese of any region is `zh`, all else English. */
function spokenLanguage(env: World['env']): Language {
  const spoken = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '')
  return spoken?.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** After `--lang`; undefined also where its value is left out, which the parser finds. */
// Read before the arguments are parsed, since help and errors of parsing have a language too.
function givenLanguage(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const options = end === -1 ? argv : argv.slice(0, end)
  const at = options.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = options[at]
  if (word?.startsWith('--lang=')) return word.slice('--lang='.length)
  const next = word === undefined ? undefined : options[at + 1]
  return next?.startsWith('-') ? undefined : next
}

/** The command line as commander sees it; nothing of a command itself is loaded yet. */
function program(say: Help, language: Language, world: World, onEnd: (code: ExitCode) => void): Command {
  const root = new Parser('create-metis-node')
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
  // What commander calls when there is no command at all.
  root.help = () => {
    throw new NoCommandGiven()
  }
  addCommonOptions(root, say, { shortFile: true })
  for (const id of COMMANDS) addCommand(root, id, say, language, world, onEnd)
  return root
}

/** Nobody did anything wrong: there is something to do without a command, too. */
class NoCommandGiven extends Error {}

function addCommand(
  root: Command,
  id: CommandId,
  say: Help,
  language: Language,
  world: World,
  onEnd: (code: ExitCode) => void,
): void {
  const shape = commands[id]
  const [name = '', parent = root] = placeOf(id, root, say)
  const command = parent
    .command(name)
    .summary(say(shape.summary))
    .description(say(shape.summary))
    .helpOption('-h, --help', say('help.option.help'))
    .addHelpText('after', `\n${say('help.exit-codes')}`)
  if (shape.argument !== undefined) command.argument(shape.argument[0], say(shape.argument[1]))
  if (shape.further !== undefined) command.argument(shape.further[0], say(shape.further[1]))
  for (const [flags, description] of shape.options ?? []) command.option(flags, say(description))
  addCommonOptions(command, say, { shortFile: shape.ownShortF !== true })
  command.action(async () => {
    const common = [root, parent, command].map((one) => one.opts<CommonOptions>()).reduce(mergeCommonOptions)
    const call = { words: command.args, options: command.opts() }
    onEnd(await runCommand(id, call, common, language, world))
  })
}

/** The name of a command, and what it stands below: of two words, the first is a command that only holds others. */
function placeOf(id: CommandId, root: Command, say: Help): [name: string, parent: Command] {
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
function usageOf(command: Command): string {
  const own = argumentsOf(command)
  const inner = command.commands.map((one) => one.name())
  return inner.length > 0 ? [own, ...inner].filter(Boolean).join('|') : own
}

const titles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  zh: { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Arguments:': '参数：' },
}

/** `logs` keeps `-f` for following. */
function addCommonOptions(command: Command, say: Help, { shortFile }: { shortFile: boolean }): Command {
  return command
    .option(`${shortFile ? '-f, ' : ''}--file <org.yaml>`, say('help.option.file'))
    .option('--lang <language>', say('help.option.lang'))
    .option('--json', say('help.option.json'))
    .option('--yes', say('help.option.yes'))
    .option('--no-color', say('help.option.no-color'))
    .option('--verbose', say('help.option.verbose'))
    .option('--accept-new-host-keys', say('help.option.accept-new-host-keys'))
    .option('--ssh-password-file <path>', say('help.option.ssh-password-file'))
    .option('--sudo-password-file <path>', say('help.option.sudo-password-file'))
    .option('--credentials-from-stdin', say('help.option.credentials-from-stdin'))
    .option('--bundle <file or folder>', say('help.option.bundle'))
    .option('--bundle-key <fingerprint>', say('help.option.bundle-key'))
}

/** What was given after the command's name wins over what was given before it. */
function mergeCommonOptions(before: CommonOptions, after: CommonOptions): CommonOptions {
  return { ...before, ...after, color: before.color !== false && after.color !== false }
}
