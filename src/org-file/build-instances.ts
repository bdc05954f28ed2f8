import { groupBy } from '../lib/group-by.js'
import { ROOMS } from '../roles/index.js'
import { occupiedPorts, portsTakenBy, type TakenPorts, takenPorts } from '../roles/ports.js'
import type { Room } from '../roles/role.js'
import type { PortSetting } from '../roles/settings.js'
import type { Host, Instance, Network } from '../topology/topology.js'
import { parseTaskPorts } from '../topology/values.js'
import { type Entry, type Placed, piece, placedEntries } from './entries.js'

type WantedInstance = Placed<Entry> & { readonly room: Room }

/**
 * The instances of every role, in the order of installation. Ports that the file names stay as they are; one that has its
 * ports in its own entry, and does not name them, gets the usual ones, or the next that nothing on its host uses.
 */
export function buildInstances(
  file: unknown,
  { hosts, network }: { readonly hosts: readonly Host[]; readonly network: Network },
): Placed<Instance>[] {
  const wanted = ROOMS.flatMap((room) =>
    placedEntries(file, room).map((placed): WantedInstance => ({ ...placed, room })),
  )
  const built = wanted.map((one) => build(file, one))
  const onHost = groupBy(wanted.keys(), (at) => wanted[at]?.value.host)
  for (const host of hosts) {
    const here = onHost.get(host.name) ?? []
    const instances = here.flatMap((at) => built[at] ?? [])
    const taken = takenPorts(here.length === 0 ? [] : occupiedPorts({ instances, network }, host))
    for (const at of here) {
      const [one, before] = [wanted[at], built[at]]
      if (one === undefined || before === undefined || !hasOwnPorts(one.room)) continue
      taken.remove(portsTakenBy(before))
      const now = build(file, one, taken)
      taken.add(portsTakenBy(now))
      built[at] = now
    }
  }
  return built.map((value, i) => ({ path: wanted[i]?.path ?? [], value }))
}

/** Without knowing what is `taken` on its host, ports that are not named are 0, which nothing else uses. */
function build(file: unknown, { room, value }: WantedInstance, taken?: TakenPorts): Instance {
  const { settings, id: role } = room
  const single = settings.ports.filter(({ width }) => width === undefined)
  const ports = Object.fromEntries(single.map((port) => [port.key, portFor(file, value, port, taken)]))
  const range = settings.ports.find(({ width }) => width !== undefined)
  const [own] = single.filter((port) => port.own)
  return {
    role,
    name: own === undefined ? role : `${role}-${ports[own.key]}`,
    host: value.host,
    ports,
    ...(range === undefined ? {} : { taskPorts: rangeFor(value, range, taken) }),
    ...settings.build?.(value, ports),
  }
}

function portFor(
  file: unknown,
  entry: Entry,
  { own, at, usual, value }: PortSetting,
  taken: TakenPorts | undefined,
): number {
  if (own === undefined) return (piece(file, ['ports', ...at], value) as number | undefined) ?? usual
  const given = piece(entry, at, value) as number | undefined
  return given ?? taken?.firstFree(usual, 1) ?? 0
}

/** 31000-31100 as everybody knows it, then 31101-31200, 31201-31300, … */
function rangeFor(
  entry: Entry,
  { at, usual, width = 1, value }: PortSetting,
  taken: TakenPorts | undefined,
): readonly [number, number] {
  const given = piece(entry, at, value) as string | undefined
  if (given !== undefined) return parseTaskPorts(given)
  if (taken === undefined) return [0, 0]
  if (taken.firstFree(usual, width) === usual) return [usual, usual + width - 1]
  const next = taken.firstFree(usual + width, width - 1, width - 1)
  return next === 0 ? [0, 0] : [next, next + width - 2]
}

function hasOwnPorts({ settings }: Room): boolean {
  return settings.ports.some(({ own }) => own)
}
