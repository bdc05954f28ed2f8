import type { Language } from '../i18n/message.js'
import type { Call } from './call.js'
import type { CommandId } from './command-ids.js'
import type { CommonOptions } from './common-options.js'
import type { ExitCode } from './exit-code.js'
import { commands } from './index.js'
import type { CommandWorld, Session } from './session.js'

/** Loads a command and carries it out; whatever it throws becomes text and an exit code here and nowhere else. */
export async function runCommand(
  id: CommandId,
  call: Call,
  options: CommonOptions,
  language: Language,
  world: CommandWorld,
): Promise<ExitCode> {
  const { openSession } = await import('./session.js')
  const session = openSession(world, language, options)
  if (commands[id].changesHosts !== true) return carryOut(id, session, call)
  const { thisProcess } = await import('../state/process-identity.js')
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
    const { showFailure } = await import('./show-failure.js')
    return showFailure(error, session)
  }
}
