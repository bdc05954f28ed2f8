import { relative } from 'node:path'
import { CONSOLE_PASSWORD } from '../services/secret-names.js'
import { type AdminInstance, hostOf, instancesOf, type Topology } from '../topology/topology.js'
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

/** As a browser wants it: the scheme's own port is left out. */
export function consoleAddress(topology: Topology, admin: AdminInstance): string {
  const scheme = admin.tls === undefined ? 'http' : 'https'
  const port = admin.tls === undefined ? admin.ports.http : admin.ports.https
  const usual = scheme === 'http' ? 80 : 443
  return `${scheme}://${hostOf(topology, admin).address}${port === usual ? '' : `:${port}`}/`
}
