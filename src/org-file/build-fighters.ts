import { groupBy } from '../lib/group-by.js'
import {
  type FighterInstance,
  type Host,
  hostNamed,
  type Instance,
  type Network,
} from '../topology/topology.js'
import { parseTaskPorts } from '../topology/values.js'
import { FIGHTER_PORTS } from './default-ports.js'
import { type Placed, placedFighters } from './entries.js'
import { firstFree, occupiedPorts } from './occupied-ports.js'

type Entry = ReturnType<typeof placedFighters>[number]
/** What else there is on the hosts. */
interface Surroundings {
  readonly hosts: readonly Host[]
  readonly servers: readonly Instance[]
  readonly network: Network
}
type Wanted = Entry & { readonly role: FighterInstance['role'] }

/**
 * Data and compute instances, data first. Ports that the file names stay as they are; every other fighter gets
 * the usual ones, or the next that nothing on its host uses.
 */
export function buildFighters(
  file: unknown,
  { hosts, servers, network }: Surroundings,
): Placed<FighterInstance>[] {
  const wanted = (['data', 'compute'] as const).flatMap((role) =>
    placedFighters(file, role).map((entry): Wanted => ({ ...entry, role })),
  )
  const fixed = wanted.map((entry) => fighter(entry, entry.value.port ?? 0, fixedTaskPorts(entry)))
  const serversOn = groupBy(servers, ({ host }) => host)
  const fightersOn = groupBy(wanted.keys(), (at) => wanted[at]?.value.host)
  wanted.forEach((entry, i) => {
    const host = hostNamed({ hosts }, entry.value.host)
    if (host === undefined) return
    const others = fightersOn.get(host.name)?.filter((at) => at !== i) ?? []
    const instances = [...(serversOn.get(host.name) ?? []), ...others.flatMap((at) => fixed[at] ?? [])]
    const taken = occupiedPorts({ instances, network }, host)
    fixed[i] = fighter(
      entry,
      entry.value.port ?? firstFree(taken, FIGHTER_PORTS[entry.role].grpc, 1),
      entry.value.taskPorts === undefined ? freeTaskPorts(entry.role, taken) : fixedTaskPorts(entry),
    )
  })
  return fixed.map((value, i) => ({ path: wanted[i]?.path ?? [], value }))
}

function fighter(
  { role, value }: Wanted,
  grpc: number,
  taskPorts: readonly [number, number],
): FighterInstance {
  return { role, name: `${role}-${grpc}`, host: value.host, ports: { grpc }, taskPorts }
}

/** Ports not known yet are 0, which nothing else uses. */
function fixedTaskPorts({ value }: Wanted): readonly [number, number] {
  return value.taskPorts === undefined ? [0, 0] : parseTaskPorts(value.taskPorts)
}

/** 31000-31100 as everybody knows it, then 31101-31200, 31201-31300, … */
function freeTaskPorts(
  role: FighterInstance['role'],
  taken: Parameters<typeof firstFree>[0],
): readonly [number, number] {
  const start = FIGHTER_PORTS[role].tasks
  if (firstFree(taken, start, 101) === start) return [start, start + 100]
  const next = firstFree(taken, start + 101, 100, 100)
  return next === 0 ? [0, 0] : [next, next + 99]
}
