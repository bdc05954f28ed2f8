import { ROLES } from '../../roles/index.js'
import { isDocumentationAddress } from '../../topology/addresses.js'
import { formatPath } from '../../topology/document.js'
import type { Release } from '../../topology/release.js'
import type { Role } from '../../topology/topology.js'
import { type Draft, entriesOf, type Known, releaseOf } from '../draft.js'
import { addressOf, isExposed, likelyExternalAddress } from '../external-address.js'
import { portSettings, type SettablePort } from '../port-settings.js'

/** One row of the form. */
export interface NetworkField {
  /** As in org.yaml. */
  readonly key: string
  readonly about: About
  readonly value: string
  /** What an empty answer means; shown in its place. Absent: there has to be one. */
  readonly usual?: string
  /** The setting of a port, for its names. */
  readonly port?: SettablePort
  /** What else it may be; typed where absent. */
  readonly choices?: readonly string[]
  /** Whose external address it is. */
  readonly role?: Role
}

type About =
  | 'external-address'
  | 'data-center'
  | 'first-carrier'
  | 'bootstrap-nodes'
  | 'firewall'
  | 'operators'
  | 'moirea'
  | 'partners'
  | 'port'

/** Everything that the screen of the network asks, in its order; ports last, of the roles that are placed. */
export function networkFields({ file }: Pick<Draft, 'file'>, known: Known): NetworkField[] {
  const release = releaseOf(file, known)
  const { access } = file
  const nodes = file.network?.bootstrapNodes
  const isFirst = nodes !== undefined && nodes.length === 0
  const exposed = ROLES.filter(isExposed).flatMap((role) =>
    entriesOf(file, role).map((entry, i): NetworkField => {
      const likely = likelyExternalAddress(entry.host, file, known)
      const address = addressOf(entry)
      return {
        key: formatPath(['roles', role, ...(i === 0 ? [] : [i]), 'externalAddress']),
        about: 'external-address',
        role,
        value: isDocumentationAddress(address) ? '' : address,
        ...(likely === undefined ? {} : { usual: likely }),
      }
    }),
  )
  const dataCenter = file.network?.dataCenter ?? ''
  const others = (nodes ?? []).join(' ')
  const bootstrapNodes: NetworkField[] = [
    { key: 'network.bootstrapNodes', about: 'bootstrap-nodes', value: others, usual: '' },
  ]
  return [
    ...exposed,
    { key: 'network.dataCenter', about: 'data-center', value: dataCenter, usual: dataCenterOf(release) },
    { key: 'network.first', about: 'first-carrier', value: isFirst ? 'yes' : 'no', choices: ['no', 'yes'] },
    ...(isFirst ? [] : bootstrapNodes),
    {
      key: 'firewall',
      about: 'firewall',
      value: file.firewall ?? 'by-hand',
      choices: ['managed', 'by-hand'],
    },
    { key: 'access.operators', about: 'operators', value: (access?.operators ?? []).join(' '), usual: '' },
    { key: 'access.moirea', about: 'moirea', value: (access?.moirea ?? []).join(' '), usual: '' },
    { key: 'access.partners', about: 'partners', value: (access?.partners ?? []).join(' '), usual: '' },
    ...portSettings(file, known.releases).map((port): NetworkField => {
      const { key, value, usual } = port
      return { key, about: 'port', value, usual, port }
    }),
  ]
}

function dataCenterOf(release: Release | undefined): string {
  if (release === undefined) return ''
  const { address, port } = release.network.dataCenter
  return `${address}:${port}`
}
