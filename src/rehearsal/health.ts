import { listensAs } from './machine.js'
import type { AtInstance, Health } from './simulation.js'
import { configOf } from './yaml-config.js'

/** Whether others can go on with an instance, asked on its own host. */
export async function askReady(at: AtInstance): Promise<Health> {
  const room = at.simulation.rooms.get(roleOf(at))
  return room === undefined ? unhealthy(`nobody knows how ${at.instance} is`) : room.ready(at)
}

/** How it is: also whether it does what it is for. */
export async function askHealth(at: AtInstance): Promise<Health> {
  const health = await askReady(at)
  if (health.exitCode !== 0) return health
  const says = await at.simulation.rooms.get(roleOf(at))?.works?.(at)
  return says === undefined ? health : { exitCode: 4, says }
}

/** One part of a ready command, as in `src/roles/health.ts`: undefined when all is well, else what is wrong. */
export type Part = Health | undefined

/** `unit`: by default the instance's own. */
export function listening(at: AtInstance, port: number, unit = unitOf(at)): Part {
  return listensAs(at.machine, unit, port) ? undefined : unhealthy(`${unit} does not listen on port ${port}`)
}

/** What `ask` says, given the configuration that the instance has in this file. */
export async function healthBy<C>(
  at: AtInstance,
  file: string,
  ask: (config: C) => Promise<Health>,
): Promise<Health> {
  const config = configOf(at, file)
  // It was never given anything to run from.
  return config === undefined ? unhealthy(`${unitOf(at)} has no configuration`) : ask(config as C)
}

export function well(says: string): Health {
  return { exitCode: 0, says }
}

export function unhealthy(says: string): Health {
  return { exitCode: 1, says }
}

export function roleOf({ instance }: Pick<AtInstance, 'instance'>): string {
  return instance.replace(/-\d+$/, '')
}

export function unitOf({ instance }: Pick<AtInstance, 'instance'>): string {
  return `metis-${instance}.service`
}
