import { homedir, userInfo } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { versionControlProblems } from '../../state/version-control.js'
import { askOnce } from '../../transports/ask-once.js'
import { table } from '../../ui/table.js'
import { confirmHostKey, operatorCredentials, readGivenCredentials } from '../organisation/credentials.js'
import { unsealOptionsIn } from '../organisation/unseal-record.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { programName } from '../program/program-name.js'
import type { Call, Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { sshAliases } from '../wizard/ssh-aliases.js'
import { firstHost } from './first-host.js'
import { type Recovered, recoverOrganisation } from './recover-organisation.js'
import { foundText, otherText, strangers } from './recovered-text.js'

/** From any one host of an organisation to a folder with which it goes on. */
export async function recover(session: Session, { words, options }: Call): Promise<ExitCode> {
  const { world, say, note, emit } = session
  if (typeof options.from !== 'string') throw fault('command.from-missing')
  const [given] = words
  const file = given === undefined ? session.file : join(resolve(world.workingDirectory, given), 'org.yaml')
  const folder = organisationFolder(file)
  const { username } = userInfo()
  const host = firstHost(options.from, await sshAliases(homedir(), username), username)
  const { SSH_AUTH_SOCK: agentSocket } = world.env
  const recovered = await recoverOrganisation({
    session,
    host,
    folder,
    connect: world.connect,
    options: {
      credentials: askOnce(operatorCredentials(session, MANY, await readGivenCredentials(session))),
      confirmHostKey: confirmHostKey(session),
      maskedValues: () => [],
      homeDirectory: homedir(),
      ...(agentSocket ? { agentSocket } : {}),
      signal: world.interrupts.stop,
    },
    opening: unsealOptionsIn(options),
    tell: (step, values) => note(say(`recover.${step}`, values)),
  })
  const { organisation, generation } = recovered.record.head
  emit({ type: 'recovered', organisation, generation, from: host.name, folder: folder.directory })
  await show(session, recovered, file)
  await showProblems(session, await versionControlProblems(folder))
  return EXIT.done
}

/** How many hosts there are is not known before the first one was asked. */
const MANY = 2

async function show(session: Session, recovered: Recovered, file: string): Promise<void> {
  const { say, print, emit, language, world, shortPath } = session
  const { record, written, others, problems } = recovered
  for (const path of written) {
    emit({ type: 'wrote', path })
    print(say('init.wrote', { path: relative(world.workingDirectory, path) }))
  }
  print('', foundText(record, say))
  if (others.length > 0) {
    for (const { host, standing, ...rest } of others) emit({ type: 'kept', host, standing, ...seen(rest) })
    const rows = others.map((other) => [other.host, otherText(other, say, language)])
    print('', ...table([{ title: say('recover.host') }, { title: say('recover.keeps') }], rows, session))
  }
  print('')
  await showProblems(session, [...problems, ...strangers(others)])
  const program = programName(world.env)
  const option =
    file === resolve(world.workingDirectory, 'org.yaml') ? '' : ` --file ${shellQuote(shortPath(file))}`
  if (others.some(({ standing }) => standing === 'newer' || standing === 'other'))
    print(say('recover.pull', { command: `${program} pull${option}` }), '')
  const commands = ['plan', 'status'].map((command) => `${program} ${command}${option}`)
  print(say('init.next'), ...commands.map((command, i) => `  ${i + 1}. ${command}`))
}

function seen(rest: {
  readonly head?: { readonly generation: number }
  readonly problem?: { readonly code: string }
}) {
  return { generation: rest.head?.generation, code: rest.problem?.code }
}
