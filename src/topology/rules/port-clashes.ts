import type { Finding } from '../finding.js'
import { firstFree, type OccupiedPort, occupiedPorts } from '../occupied-ports.js'
import { formatPath, type Path, valueAt } from '../path.js'
import { type Host, instanceId } from '../topology.js'
import type { Rule, RuleInput } from './rule.js'

/** Two owners of one port on a host, task ranges included. Told at the later one, with a port that is free. */
export const portClashes: Rule = (input) =>
  input.topology.hosts.flatMap((host) => {
    const ports = occupiedPorts(input.topology, host)
    const clashes = ports.flatMap((later, i) =>
      ports
        .slice(0, i)
        .filter((earlier) => overlap(earlier, later) && !isSameRole(earlier, later))
        .map((earlier) => clash({ input, host, ports, earlier, later })),
    )
    return clashes.filter(
      (one, i) => clashes.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i,
    )
  })

interface Clash {
  readonly input: RuleInput
  readonly host: Host
  readonly ports: readonly OccupiedPort[]
  readonly earlier: OccupiedPort
  readonly later: OccupiedPort
}

function clash({ input, host, ports, earlier, later }: Clash): Finding {
  const setting = settingOf(input, later)
  const written = valueAt(input.file, setting) !== undefined || later.instance === undefined
  const width = later.to - later.port + 1
  const free = firstFree(ports, later.port + 1, width)
  return {
    code: 'topology.port-clash',
    path: written ? setting : input.pathOf(later.instance),
    details: {
      host: host.name,
      port: Math.max(earlier.port, later.port),
      one: owner(earlier),
      other: owner(later),
      setting: formatPath(setting),
      oneSetting: formatPath(settingOf(input, earlier)),
      free: width === 1 ? free : `${free}-${free + width - 1}`,
    },
    host: host.name,
    ...(later.instance === undefined ? {} : { instance: later.instance.name }),
  }
}

function settingOf({ pathOf }: RuleInput, { instance, setting }: OccupiedPort): Path {
  const isFighter = instance?.role === 'data' || instance?.role === 'compute'
  return isFighter ? [...pathOf(instance), ...setting] : setting
}

function owner({ instance }: OccupiedPort): string {
  return instance === undefined ? 'SSH' : instanceId(instance)
}

function overlap(a: OccupiedPort, b: OccupiedPort): boolean {
  return a.protocol === b.protocol && a.port <= b.to && a.to >= b.port
}

/** A role that is there twice is a finding of its own; its ports then clash all at once. */
function isSameRole(a: OccupiedPort, b: OccupiedPort): boolean {
  const role = a.instance?.role
  return (
    role !== undefined &&
    role !== 'data' &&
    role !== 'compute' &&
    role === b.instance?.role &&
    a.instance !== b.instance
  )
}
