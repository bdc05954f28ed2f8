import { hostOf, type Topology } from '../../topology/topology.js'
import type { AdminInstance } from './settings.js'

/** The web console as a browser wants it: the scheme's own port is left out. */
export function consoleAddress(topology: Topology, admin: AdminInstance): string {
  const scheme = admin.tls === undefined ? 'http' : 'https'
  const port = admin.tls === undefined ? admin.ports.http : admin.ports.https
  const usual = scheme === 'http' ? 80 : 443
  return `${scheme}://${hostOf(topology, admin).address}${port === usual ? '' : `:${port}`}/`
}
