import type { Language } from '../i18n/message.js'
import type { Call } from './call.js'
import type { CommonOptions } from './common-options.js'
import type { ExitCode } from './exit-code.js'
import type { CommandShape } from './index.js'
import type { CommandWorld } from './session.js'

/** Loads a command and carries it out; whatever it throws becomes text and an exit code here and nowhere else. */
export async function runCommand(
  shape: CommandShape,
  call: Call,
  options: CommonOptions,
  language: Language,
  world: CommandWorld,
): Promise<ExitCode> {
  const { openSession } = await import('./session.js')
  const session = openSession(world, language, options)
  try {
    const run = await shape.load()
    return await run(session, call)
  } catch (error) {
    const { showFailure } = await import('./show-failure.js')
    return showFailure(error, session)
  }
}
