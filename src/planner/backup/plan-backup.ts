import type { Action } from '../../actions/action.js'
import { unitOf } from '../../topology/host-paths.js'
import type { Instance } from '../../topology/topology.js'
import { planOf } from '../make-plan.js'
import { nodeId } from '../phases/nodes.js'
import { placedService } from '../phases/placed-services.js'
import type { Plan, PlanInput, PlanNode, Reason } from '../plan.js'
import { packCommand, roomCommand, type WhenSilent } from './pack.js'
import type { PlacedPart } from './parts.js'

// Names of the steps, which simulated hosts know them by.
const ROOM = 'room-for-backup'
const PACK = 'pack'

interface BackupPlanInput {
  readonly parts: readonly PlacedPart[]
  /** What is stopped and started again: `standingStill`. */
  readonly still: readonly Instance[]
  readonly whenSilent: (part: PlacedPart) => WhenSilent
}

/**
 * Packs every part where it lies. What is written to all the time stands still meanwhile, and databases are dumped in that
 * time: both are of one moment. Cut off before the end, the next apply starts again what stands still.
 */
export function planBackup(input: PlanInput, { parts, still, whenSilent }: BackupPlanInput): Plan {
  const { topology } = input
  const because: Reason = { word: 'reason.backup' }
  const node = (host: string, instance: string, action: Action, after: readonly string[], suffix = '') => {
    const id = nodeId(host, action, instance) + suffix
    return { id, phase: 'verify', host, instance, action, after, because } satisfies PlanNode
  }
  const hosts = [...new Set(parts.map(({ host }) => host))]
  const rooms = hosts.map((host) => {
    const own = parts.filter((one) => one.host === host)
    const inputs = JSON.stringify(own.map(({ name }) => name))
    return node(host, 'host', { kind: 'run', name: ROOM, command: roomCommand(topology, own), inputs }, [])
  })
  const room = (host: string) => rooms.filter((one) => one.host === host).map(({ id }) => id)
  // Nothing is stopped while a disk somewhere is too small.
  const stops = still.map(({ host, name }) =>
    node(
      host,
      name,
      { kind: 'unit', unit: unitOf(name), state: 'stopped', inputs: '' },
      rooms.map(({ id }) => id),
    ),
  )
  const quiet = stops.map(({ id }) => id)
  const packs = parts.map((part) => {
    const { host, instance, name } = part
    const command = packCommand(topology, part, whenSilent(part))
    const inputs = JSON.stringify({ ...part, command: undefined })
    const action: Action = { kind: 'run', name: `${PACK} ${name}`, command, inputs }
    return node(host, instance, action, [...room(host), ...(part.what === 'identity' ? quiet : [])])
  })
  const identity = packs.filter((_, i) => parts[i]?.what === 'identity').map(({ id }) => id)
  const starts = still.flatMap((instance) => startNodes(input, instance, identity, node))
  const rest = packs.filter(({ id }) => !identity.includes(id))
  // What is long and waits for nobody comes last: a host does one after the other.
  const first = packs.filter(({ id }) => identity.includes(id))
  return planOf(topology.organisation, [...rooms, ...stops, ...first, ...starts, ...rest])
}

/** Instances whose identity is in files that they write to. */
export function standingStill({ topology, facts }: PlanInput, parts: readonly PlacedPart[]): Instance[] {
  return topology.instances.filter(
    ({ host, name }) =>
      facts[host]?.units[unitOf(name)]?.active === 'active' &&
      parts.some((one) => one.host === host && one.instance === name && isLive(one)),
  )
}

function isLive({ kind, what }: PlacedPart): boolean {
  return kind === 'paths' && what === 'identity'
}

type MakeNode = (
  host: string,
  instance: string,
  action: Action,
  after: readonly string[],
  suffix?: string,
) => PlanNode

function startNodes(input: PlanInput, instance: Instance, after: readonly string[], node: MakeNode) {
  const { host, name } = instance
  const facts = input.facts[host]
  if (facts === undefined) return []
  const unit = unitOf(name)
  const { service, input: asked } = placedService(input, instance, facts)
  const start = node(host, name, { kind: 'unit', unit, state: 'running', inputs: '' }, after, ' again')
  const timeoutSeconds = service.readyTimeoutSeconds
  const wait: Action = { kind: 'wait', health: service.ready(asked), unit, timeoutSeconds }
  return [start, node(host, name, wait, [start.id])]
}
