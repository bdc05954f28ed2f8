import { hostNamed, type Topology } from './topology.js'

/** Whether that host is set up with kits, and never connected to. */
export function isByHand({ hosts }: Pick<Topology, 'hosts'>, host: string): boolean {
  return hostNamed({ hosts }, host)?.byHand === true
}
