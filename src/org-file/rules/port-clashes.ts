import { roomOf } from '../../roles/index.js'
import { type OccupiedPort, occupiedPorts, overlap, type TakenPorts, takenPorts } from '../../roles/ports.js'
import { type Finding, formatPath, type Path, valueAt } from '../../topology/document.js'
import { type Host, instanceId } from '../../topology/topology.js'
import type { Rule, RuleInput } from './rule.js'

/**
 * Two owners of one port on a host, task ranges included. Told at a key that the file has, the later one if both
 * are there, with a port that is free.
 */
export const portClashes: Rule = (input) =>
  input.topology.hosts.flatMap((host) => {
    const ports = occupiedPorts(input.topology, host)
    const pairs = overlapping(ports)
    if (pairs.length === 0) return []
    const taken = takenPorts(ports)
    const findings = pairs.map(([earlier, later]) => {
      const swap = !isWritten(input, later) && isWritten(input, earlier)
      return swap ? clash(input, host, taken, later, earlier) : clash(input, host, taken, earlier, later)
    })
    return findings.filter((one, i) => findings.findIndex((other) => isSameClash(one, other)) === i)
  })

type Pair = readonly [earlier: OccupiedPort, later: OccupiedPort]

/** Of one host; after so many nobody reads on. */
const MOST_CLASHES = 100

/** The earlier and the later of each two that have a port in common, in the order of the later ones. */
function overlapping(ports: readonly OccupiedPort[]): Pair[] {
  const place = new Map(ports.map((one, i) => [one, i]))
  const placeOf = (one: OccupiedPort) => place.get(one) ?? 0
  const rising = ports.toSorted((a, b) => a.protocol.localeCompare(b.protocol) || a.port - b.port)
  const pairs: Pair[] = []
  rising.forEach((one, i) => {
    for (let at = i + 1; pairs.length < MOST_CLASHES; at++) {
      const other = rising[at]
      if (other === undefined || !overlap(one, other)) return
      if (isRepeated(one, other)) continue
      pairs.push(placeOf(one) < placeOf(other) ? [one, other] : [other, one])
    }
  })
  return pairs.sort(([a, b], [c, d]) => placeOf(b) - placeOf(d) || placeOf(a) - placeOf(c))
}

/** `fixed` stays as it is, `moved` is the one to change. */
function clash(
  input: RuleInput,
  host: Host,
  taken: TakenPorts,
  fixed: OccupiedPort,
  moved: OccupiedPort,
): Finding {
  const { owner } = moved
  const setting = settingOf(input, moved)
  const wide = moved.to - moved.port + 1
  taken.remove([moved])
  const width = taken.firstFree(moved.port + 1, wide) > 0 ? wide : Math.min(wide, 100)
  const free = taken.firstFree(moved.port + 1, width)
  taken.add([moved])
  return {
    code: 'topology.port-clash',
    path: isWritten(input, moved) || typeof owner === 'string' ? setting : input.pathOf(owner),
    details: {
      host: host.name,
      port: Math.max(fixed.port, moved.port),
      one: nameOf(fixed),
      other: nameOf(moved),
      setting: formatPath(setting),
      free: width === 1 ? free : `${free}-${free + width - 1}`,
    },
    host: host.name,
    ...(typeof owner === 'string' ? {} : { instance: owner.name }),
  }
}

/** A range that covers several ports of one service, or TCP and UDP of one port, are told once. */
function isSameClash({ details: a }: Finding, { details: b }: Finding): boolean {
  return a?.one === b?.one && a?.other === b?.other && a?.setting === b?.setting
}

/** The port of SSH or of a data center is no key that an operator could change to make room. */
function isWritten(input: RuleInput, port: OccupiedPort): boolean {
  return typeof port.owner !== 'string' && valueAt(input.file, settingOf(input, port)) !== undefined
}

function settingOf({ pathOf }: RuleInput, { owner, key, setting }: OccupiedPort): Path {
  return setting?.own && typeof owner !== 'string' ? [...pathOf(owner), ...key] : key
}

function nameOf({ owner }: OccupiedPort): string {
  return typeof owner === 'string' ? owner : instanceId(owner)
}

/** A role that is there twice is a finding of its own; its ports then clash all at once. */
function isRepeated({ owner: a }: OccupiedPort, { owner: b }: OccupiedPort): boolean {
  return (
    typeof a !== 'string' &&
    typeof b !== 'string' &&
    a !== b &&
    a.role === b.role &&
    roomOf(a.role).settings.count !== 'any'
  )
}
