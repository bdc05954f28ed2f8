import { relative } from 'node:path'
import { CONSOLE_PASSWORD } from '../roles/secret-names.js'
import { instancesOf } from '../topology/topology.js'
import { consoleAddress } from '../wizard/console-address.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'

/** Where the web console is, and where its password is: never the password itself. */
export function showConsole({ say, print, world, emit }: Session, { topology, folder }: Organisation): void {
  const secrets = relative(world.workingDirectory, folder.secrets)
  for (const admin of instancesOf(topology, 'admin')) {
    const address = consoleAddress(topology, admin)
    emit({
      type: 'console',
      address,
      user: 'admin',
      passwordFile: folder.secrets,
      passwordName: CONSOLE_PASSWORD,
    })
    print(say('apply.console', { address }))
  }
  print(
    say('apply.user'),
    say('apply.password', { name: CONSOLE_PASSWORD, path: secrets }),
    say('apply.status'),
  )
}
