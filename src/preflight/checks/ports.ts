import { type Problem, problem } from '../../errors/problem.js'
import type { Listener } from '../../facts/host-facts.js'
import { type Check, type CheckInput, type LookedAt, lookedAt } from '../../roles/check.js'
import { type OccupiedPort, occupiedPorts } from '../../roles/ports.js'
import type { PortSetting } from '../../roles/settings.js'
import { formatPath } from '../../topology/document.js'
import { type Host, type Instance, instanceId, instancesOf, type Topology } from '../../topology/topology.js'
import { LISTENER_NAME } from '../listen.js'

type PlannedPort = OccupiedPort & { readonly owner: Instance; readonly setting: PortSetting }

/** Planned ports that somebody else holds. */
export const ports: Check = (input) => lookedAt(input).flatMap((one) => takenPorts(input, one))

function takenPorts(input: CheckInput, one: LookedAt): Problem[] {
  const seen = new Set<string>()
  return plannedPorts(input.topology, one.host).flatMap((planned) =>
    one.facts.listeners
      .filter((listener) => isInTheWay(listener, planned, one.host) && !isOurs(listener, planned, input, one))
      .filter(({ port, protocol, process }) => {
        const key = `${protocol} ${port} ${process}`
        return seen.has(key) ? false : seen.add(key)
      })
      .map((listener) => taken(listener, planned, input.topology, one.host)),
  )
}

function plannedPorts(topology: Topology, host: Host): PlannedPort[] {
  return occupiedPorts(topology, host).flatMap(({ owner, setting, ...port }) => {
    if (typeof owner === 'string' || setting === undefined) return []
    return setting.use?.(owner) === 'kept free' ? [] : [{ ...port, owner, setting }]
  })
}

function isInTheWay(listener: Listener, planned: PlannedPort, host: Host): boolean {
  const { protocol, port, address } = listener
  if (protocol !== planned.protocol) return false
  if (port < planned.port || port > planned.to) return false
  const bound = boundAddress(planned, host)
  return bound === undefined ? address !== '::1' : ['0.0.0.0', '::', bound].includes(address)
}

/** The one address that the service listens on; undefined when it takes all of them. */
function boundAddress({ setting: { binds } }: PlannedPort, host: Host): string | undefined {
  return binds === undefined ? undefined : binds === 'loopback' ? '127.0.0.1' : host.address
}

/** The instance itself, something that it shares the port with, or a unit that this organisation put there. */
function isOurs(
  { unit, process }: Listener,
  planned: PlannedPort,
  { topology }: CheckInput,
  { facts }: LookedAt,
): boolean {
  // Left by a check that was cut off; it ends by itself within a minute.
  if (process.startsWith(`${LISTENER_NAME} `)) return true
  if (unit === '') return false
  const { sharedWith = [] } = planned.setting
  if (unit === `metis-${planned.owner.name}.service` || sharedWith.includes(unit)) return true
  return facts.receipts.some(
    ({ id, organisation }) =>
      id === `unit:${unit}` && organisation === topology.organisation && unit.startsWith('metis-'),
  )
}

/** Inside a range of task ports the fighter takes another one: only a warning. */
function taken(
  { port, protocol, process, unit }: Listener,
  planned: PlannedPort,
  topology: Topology,
  host: Host,
): Problem {
  const { port: first, to: last } = planned
  const where = { host: host.name, instance: planned.owner.name }
  const setting = settingOf(planned, topology)
  const details = { ...where, port, protocol, process: holder(process, unit), setting }
  return first === last
    ? problem('preflight.port-taken', details, where)
    : problem('preflight.task-port-taken', { ...details, first, last }, where, 'warning')
}

function holder(process: string, unit: string): string {
  if (process === '') return '?'
  return unit === '' ? process : `${process}, ${unit}`
}

/** `ports.consul.http`, or in the instance's own entry `roles.data[1].port`. */
function settingOf({ key, setting, owner }: PlannedPort, topology: Topology): string {
  if (setting.own === undefined) return formatPath(key)
  const index = instancesOf(topology, owner.role).findIndex((one) => instanceId(one) === instanceId(owner))
  return formatPath(['roles', owner.role, index, ...key])
}
