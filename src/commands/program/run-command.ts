import { type Language, sayIn } from '../../i18n/say.js'
import type { CommandId } from '../command-ids.js'
import { commands } from '../index.js'
import type { CommonOptions } from './common-options.js'
import { EXIT, type ExitCode } from './exit-code.js'
import type { Call, Session, World } from './session.js'

/** Loads a command and carries it out; whatever it throws becomes text and an exit code here and nowhere else. */
export async function runCommand(
  id: CommandId,
  call: Call,
  options: CommonOptions,
  language: Language,
  world: World,
): Promise<ExitCode> {
  const { openSession } = await import('./session.js')
  const session = openSession(world, language, options)
  if (commands[id].changesHosts !== true) return carryOut(id, session, call)
  const { thisProcess } = await import('../../state/process-identity.js')
  const at = () => world.now().toISOString()
  session.emit({ type: 'begun', at: at(), command: id, ...thisProcess() })
  const exitCode = await carryOut(id, session, call)
  session.emit({ type: 'ended', at: at(), exitCode })
  return exitCode
}

async function carryOut(id: CommandId, session: Session, call: Call): Promise<ExitCode> {
  try {
    const run = await commands[id].load()
    return await run(session, call)
  } catch (error) {
    const { showFailure } = await import('../terminal/show-failure.js')
    return showFailure(error, session)
  }
}

export interface NoCommand {
  readonly options: CommonOptions
  readonly language: Language
  readonly world: World
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
    const { wizard } = await import('../wizard/wizard.js')
    return await wizard(session, world.screens, { isRehearsal: false })
  } catch (error) {
    const { showFailure } = await import('../terminal/show-failure.js')
    return showFailure(error, session)
  }
}
