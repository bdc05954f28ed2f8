import type { Instance, RoleOf } from '../topology/topology.js'
import { hostAddress, servicePort } from '../topology/values.js'
import type { Peer, PortSetting } from './settings.js'

/** A port of a role of which a host bears one, set by `ports: { <role>: { <key>: … } }`. */
export function rolePort<I extends Instance>(
  role: RoleOf<I>,
  key: keyof I['ports'] & string,
  usual: number,
  purpose: string,
  protocols: PortSetting['protocols'],
  from: readonly Peer[],
): PortSetting<I> {
  return { key, at: [role, key], usual, value: servicePort, protocols, purpose, from }
}

/** Key of the roles that the network dials. */
export const externalAddress = hostAddress.describe('IPv4 address at which the other organisations reach it')
