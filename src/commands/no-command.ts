import type { Language } from '../i18n/message.js'
import { sayIn } from '../i18n/say.js'
import type { CommonOptions } from './common-options.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { runCommand } from './run-command.js'
import type { CommandWorld } from './session.js'

export interface NoCommand {
  readonly options: CommonOptions
  readonly language: Language
  readonly world: CommandWorld
  readonly showHelp: () => void
}

/** The program without a command: the wizard; with `--yes` what the wizard would end with; else what there is. */
export async function runWithoutCommand({
  options,
  language,
  world,
  showHelp,
}: NoCommand): Promise<ExitCode> {
  if (options.yes === true) {
    return runCommand('apply', { words: [], options: {} }, options, language, world)
  }
  if (world.screens === undefined || options.json === true) {
    showHelp()
    world.stdout.write(`\n${sayIn(language)('help.no-screens')}\n`)
    return EXIT.done
  }
  const { openSession } = await import('./session.js')
  const session = openSession(world, language, options)
  try {
    const { wizard } = await import('./wizard.js')
    return await wizard(session, world.screens, { isRehearsal: false })
  } catch (error) {
    const { showFailure } = await import('./show-failure.js')
    return showFailure(error, session)
  }
}
