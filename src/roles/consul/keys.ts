import type { Release } from '../../topology/release.js'
import { instancesOf, type Topology } from '../../topology/topology.js'
import { VIA } from '../via/settings.js'
import type { RoleReason } from '../words.js'
import { why } from './words.js'

/** Names of all keys that are written from org.yaml, below the release's prefix. */
export const OWN_KEYS = ['via_ip_port', 'dataCenter_ip_port'] as const
const [VIA_KEY, DATA_CENTER_KEY] = OWN_KEYS

/**
 * What the carrier reads from Consul's KV store. It splits a value at its one underscore and wants no quotes
 * and no newline. Without that of via it finds no fighter.
 */
export function organisationKeys(
  topology: Topology,
  { keyPrefix }: Pick<Release, 'keyPrefix'>,
): { key: string; value: string; because: RoleReason }[] {
  const { address, port } = topology.network.dataCenter
  const [via] = instancesOf(topology, VIA)
  const dataCenter = {
    key: `${keyPrefix}/${DATA_CENTER_KEY}`,
    value: `${address}_${port}`,
    because: why('step.data-center'),
  }
  if (via === undefined) return [dataCenter]
  return [
    {
      key: `${keyPrefix}/${VIA_KEY}`,
      value: `${via.externalAddress}_${via.ports.via}`,
      because: why('step.via'),
    },
    dataCenter,
  ]
}
