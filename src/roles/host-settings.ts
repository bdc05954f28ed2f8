import { instancesOn, type Topology } from '../topology/topology.js'
import { portsOf } from './ports.js'

/**
 * Kernel settings of a host, as a file for `sysctl -p`; undefined where nothing listens. Linux hands out client
 * ports from 32768 to 60999 by default, in which the compute services' task ports lie.
 */
export function hostSettings(
  topology: Topology,
  hostName: string,
): { path: string; content: string } | undefined {
  const uses = instancesOn(topology, hostName).flatMap(portsOf)
  if (uses.length === 0) return undefined
  const ranges = merge(uses.map(({ port, to }) => [port, to ?? port] as const))
  const list = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
  return {
    path: hostSettingsPath(topology.organisation),
    content: `# Ports of Metis services, not to be handed out to clients.\nnet.ipv4.ip_local_reserved_ports = ${list}\n`,
  }
}

export function hostSettingsPath(organisation: string): string {
  return `/etc/sysctl.d/60-metis-${organisation}.conf`
}

type Range = readonly [first: number, last: number]

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = []
  for (const [first, last] of ranges.toSorted(([a], [b]) => a - b)) {
    const previous = merged.at(-1)
    if (previous === undefined || first > previous[1] + 1) merged.push([first, last])
    else merged[merged.length - 1] = [previous[0], Math.max(previous[1], last)]
  }
  return merged
}
