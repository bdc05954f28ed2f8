import { instancesOf, type Topology } from '../../topology/topology.js'

/**
 * What the carrier reads from Consul's KV store. It splits a value at its one underscore and wants no quotes
 * and no newline. Without `metis/via_ip_port` it finds no fighter.
 */
export function organisationKeys(topology: Topology): { key: string; value: string; because: string }[] {
  const { address, port } = topology.network.dataCenter
  const [via] = instancesOf(topology, 'via')
  const dataCenter = {
    key: 'metis/dataCenter_ip_port',
    value: `${address}_${port}`,
    because: 'the carrier finds the data center there and does not start without it',
  }
  if (via === undefined) return [dataCenter]
  return [
    {
      key: 'metis/via_ip_port',
      value: `${via.externalAddress}_${via.ports.via}`,
      because: 'the carrier tells every fighter that address',
    },
    dataCenter,
  ]
}
