import type { Topology } from './topology.js'

/** Whether that host is set up with kits, and never connected to. */
export function isByHand({ hosts }: Pick<Topology, 'hosts'>, host: string): boolean {
  return hosts.some(({ name, byHand }) => name === host && byHand === true)
}
