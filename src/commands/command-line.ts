import { CommanderError } from 'commander'
import { EXIT, type ExitCode } from './exit-code.js'
import { chooseLanguage } from './language.js'
import { NoCommandGiven, program } from './program.js'
import type { CommandWorld } from './session.js'

/**
 * Carries out one command line (without node and script) and resolves to the exit code. Nothing here ends the
 * process; whoever called decides.
 */
export async function runCommandLine(argv: readonly string[], world: CommandWorld): Promise<ExitCode> {
  const language = chooseLanguage(argv, world.env)
  if (typeof language !== 'string') {
    const { showInvalidLanguage } = await import('./show-failure.js')
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
      const { runWithoutCommand } = await import('./no-command.js')
      return runWithoutCommand({ options: error.options, showHelp: error.showHelp, language, world })
    }
    // Commander has written its message already.
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? EXIT.done : EXIT.invalidInput
  }
}
