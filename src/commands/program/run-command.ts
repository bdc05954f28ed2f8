import { resolve } from 'node:path'
import { helpIn } from '../../i18n/help.js'
import type { Language } from '../../i18n/language.js'
import type { CommandId } from '../command-ids.js'
import { commands } from '../index.js'
import { EXIT, type ExitCode } from './exit-code.js'
import type { Call, CommonOptions, Session, World } from './session.js'

/** Loads a command and carries it out; whatever it throws becomes text and an exit code here and nowhere else. */
export async function runCommand(
  id: CommandId,
  call: Call,
  options: CommonOptions,
  language: Language,
  world: World,
): Promise<ExitCode> {
  const session = await begin(world, language, options)
  const work = async () => {
    const ready = await withPasswordFiles(session)
    return (await commands[id].load())(ready, call)
  }
  if (commands[id].changesHosts !== true) return orShown(session, work)
  const { thisProcess } = await import('../../state/process-identity.js')
  const at = () => world.now().toISOString()
  const pauses = world.interrupts.pause === undefined ? {} : { pauses: true }
  session.emit({ type: 'begun', at: at(), command: id, ...thisProcess(), ...pauses })
  const exitCode = await orShown(session, work)
  session.emit({ type: 'ended', at: at(), exitCode })
  return exitCode
}

/** The program without a command: the wizard; with `--yes` what the wizard would end with; else what there is. */
export async function runWithoutCommand(
  options: CommonOptions,
  language: Language,
  world: World,
  showHelp: () => void,
): Promise<ExitCode> {
  const { screens } = world
  if (options.yes === true) return runCommand('apply', { words: [], options: {} }, options, language, world)
  if (screens === undefined || options.json === true) {
    showHelp()
    world.stdout.write(`\n${(await helpIn(language))('help.no-screens')}\n`)
    return EXIT.done
  }
  const session = await begin(world, language, options)
  return orShown(session, async () => {
    const ready = await withPasswordFiles(session)
    const { wizard } = await import('../wizard/wizard.js')
    return wizard(ready, screens, { isRehearsal: false })
  })
}

/** From here on all can be said, in one language. */
async function begin(world: World, language: Language, options: CommonOptions): Promise<Session> {
  const [{ openSession }, { speak }] = await Promise.all([
    import('./session.js'),
    import('../../i18n/spoken.js'),
  ])
  await speak(language)
  return openSession(world, language, options)
}

/** Read at once and once: a mistyped path is told before anything else, and a pipe can't be read again. */
async function withPasswordFiles(session: Session): Promise<Session> {
  const { sshPasswordFile, sudoPasswordFile } = session.options
  if (sshPasswordFile === undefined && sudoPasswordFile === undefined) return session
  const { readSecretFile } = await import('../../state/read-private-file.js')
  const read = (path: string | undefined) =>
    path === undefined ? undefined : readSecretFile(resolve(session.world.workingDirectory, path))
  return { ...session, passwords: { login: read(sshPasswordFile), sudo: read(sudoPasswordFile) } }
}

async function orShown(session: Session, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    const { showFailure } = await import('../terminal/show-failure.js')
    return showFailure(error, session)
  }
}
