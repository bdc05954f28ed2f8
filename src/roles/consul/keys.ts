import type { Release } from '../../topology/release.js'
import { instancesOf, type Topology } from '../../topology/topology.js'
import { VIA } from '../via/settings.js'

/**
 * What the carrier reads from Consul's KV store. It splits a value at its one underscore and wants no quotes
 * and no newline. Without that of via it finds no fighter.
 */
export function organisationKeys(
  topology: Topology,
  { keyPrefix }: Pick<Release, 'keyPrefix'>,
): { key: string; value: string; because: string }[] {
  const { address, port } = topology.network.dataCenter
  const [via] = instancesOf(topology, VIA)
  const dataCenter = {
    key: `${keyPrefix}/dataCenter_ip_port`,
    value: `${address}_${port}`,
    because: 'the carrier finds the data center there and does not start without it',
  }
  if (via === undefined) return [dataCenter]
  return [
    {
      key: `${keyPrefix}/via_ip_port`,
      value: `${via.externalAddress}_${via.ports.via}`,
      because: 'the carrier tells every fighter that address',
    },
    dataCenter,
  ]
}
