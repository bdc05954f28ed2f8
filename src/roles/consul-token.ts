import { secret, type Text, text } from '../lib/text.js'
import type { Instance, Topology } from '../topology/topology.js'
import { CONSUL } from './consul/settings.js'
import { consulTokenOf } from './secret-names.js'

/** How Consul knows an instance. */
export function callerOf({ name, host }: Pick<Instance, 'name' | 'host'>): string {
  return `${name}@${host}`
}

/** Where a host has the token by which an instance of that name calls Consul, root's alone; where Consul runs it is the operator's. */
export function tokenFile({ installDirectory }: Pick<Topology, 'installDirectory'>, name: string): string {
  return `${installDirectory}/${name}/config/consul.env`
}

export function operatorFile(topology: Pick<Topology, 'installDirectory'>): string {
  return tokenFile(topology, CONSUL)
}

/** As systemd reads it, and `token_in`. */
export function tokenText(caller: string): Text {
  return text`CONSUL_HTTP_TOKEN=${secret(consulTokenOf(caller))}\n`
}
