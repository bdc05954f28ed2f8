import { listensAs } from './machine.js'
import type { AtInstance, SimulatedHealth } from './simulation.js'
import { configOf } from './yaml-config.js'

/** Whether others can go on with an instance, asked on its own host. */
export async function askReady(at: AtInstance): Promise<SimulatedHealth> {
  const room = at.simulation.rooms.get(roleOf(at))
  return room === undefined ? unhealthy(`nobody knows how ${at.instance} is`) : room.ready(at)
}

/** How it is: also whether it does what it is for. */
export async function askHealth(at: AtInstance): Promise<SimulatedHealth> {
  const health = await askReady(at)
  if (health.exitCode !== 0) return health
  const says = await at.simulation.rooms.get(roleOf(at))?.works?.(at)
  return says === undefined ? health : { exitCode: 4, says }
}

/** As `healthSections` asks. */
export async function printHealth(at: AtInstance): Promise<string> {
  if (at.machine.files.stat(`/etc/systemd/system/${unitAt(at)}`) === undefined) return 'exit absent\n'
  const { exitCode, says } = await askHealth(at)
  return `${says}\n\nexit ${exitCode}\n`
}

/** One part of a ready command, as in `src/roles/health.ts`: undefined when all is well, else what is wrong. */
export type HealthPart = SimulatedHealth | undefined

/** `unit`: by default the instance's own. */
export function listensAt(at: AtInstance, port: number, unit = unitAt(at)): HealthPart {
  return listensAs(at.machine, unit, port) ? undefined : unhealthy(`${unit} does not listen on port ${port}`)
}

/** What `ask` says, given the configuration that the instance has in this file. */
export async function healthBy<C>(
  at: AtInstance,
  file: string,
  ask: (config: C) => Promise<SimulatedHealth>,
): Promise<SimulatedHealth> {
  const config = configOf(at, file)
  // It was never given anything to run from.
  return config === undefined ? unhealthy(`${unitAt(at)} has no configuration`) : ask(config as C)
}

export function well(says: string): SimulatedHealth {
  return { exitCode: 0, says }
}

export function unhealthy(says: string): SimulatedHealth {
  return { exitCode: 1, says }
}

export function roleOf({ instance }: Pick<AtInstance, 'instance'>): string {
  return instance.replace(/-\d+$/, '')
}

export function unitAt({ instance }: Pick<AtInstance, 'instance'>): string {
  return `metis-${instance}.service`
}
