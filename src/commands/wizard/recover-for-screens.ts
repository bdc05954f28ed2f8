import { homedir, userInfo } from 'node:os'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { ProbeAsk, RecoverOrder } from '../../wizard/workbench.js'
import type { World } from '../program/session.js'
import { firstHost } from '../recover/first-host.js'
import { type Recovered, recoverOrganisation } from '../recover/recover-organisation.js'
import type { Keyring } from './keyring.js'
import { silentSession, tellingConnect } from './open-for-screens.js'
import { answering } from './probe.js'
import type { Site } from './site.js'
import { sshAliases } from './ssh-aliases.js'

interface RecoverInput {
  readonly world: World
  readonly site: Site
  readonly order: RecoverOrder
  /** Absolute path of `org.yaml` in the folder that is to be made. */
  readonly file: string
  readonly ask: ProbeAsk
  readonly keyring: Keyring
}

/** As the command does it; whoever may open the secrets has been asked before. */
export async function recoverForScreens(input: RecoverInput): Promise<Recovered> {
  const { world, site, order, file, ask, keyring } = input
  const { SSH_AUTH_SOCK: agentSocket } = world.env
  const { username } = userInfo()
  const answer = async () => order.key
  return recoverOrganisation({
    session: silentSession(world, order.language, file, { line: answer, secret: answer }),
    host: firstHost(order.from, await sshAliases(homedir(), username), username),
    folder: organisationFolder(file),
    connect: tellingConnect(site.machines, ask),
    options: {
      ...answering(keyring, ask),
      maskedValues: keyring.values,
      homeDirectory: homedir(),
      ...(agentSocket ? { agentSocket } : {}),
      signal: order.signal,
    },
    opening: {},
    tell: order.tell,
  })
}
