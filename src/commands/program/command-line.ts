import { CommanderError } from 'commander'
import { LANGUAGES, type Language } from '../../i18n/say.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { NoCommandGiven, program } from './parser.js'
import type { World } from './session.js'

/**
 * Carries out one command line (without node and script) and resolves to the exit code. Nothing here ends the
 * process; whoever called decides.
 */
export async function runCommandLine(argv: readonly string[], world: World): Promise<ExitCode> {
  const language = chooseLanguage(argv, world.env)
  if (typeof language !== 'string') {
    const { showInvalidLanguage } = await import('../terminal/show-failure.js')
    return showInvalidLanguage(language.unknown, world)
  }
  let exitCode: ExitCode = EXIT.done
  const parser = program(language, world, (code) => {
    exitCode = code
  })
  try {
    await parser.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof NoCommandGiven) {
      const { runWithoutCommand } = await import('./run-command.js')
      return runWithoutCommand({ options: error.options, showHelp: error.showHelp, language, world })
    }
    // Commander has written its message already.
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? EXIT.done : EXIT.invalidInput
  }
}

/** `--lang`, else what the environment speaks; Chinese of any region is `zh`, all else English. */
function chooseLanguage(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language | { readonly unknown: string } {
  const given = givenLanguage(argv)
  if (given !== undefined) return isLanguage(given) ? given : { unknown: given }
  const spoken = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '')
  return spoken?.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

// Read before the arguments are parsed, since help and errors of parsing have a language too.
function givenLanguage(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--')
  const options = end === -1 ? argv : argv.slice(0, end)
  const at = options.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = options[at]
  return word?.startsWith('--lang=') ? word.slice('--lang='.length) : word && (options[at + 1] ?? '')
}

function isLanguage(word: string): word is Language {
  return (LANGUAGES as readonly string[]).includes(word)
}
