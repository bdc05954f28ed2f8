import type { Maintenance } from '../../planner/maintenance.js'
import { isRegistry } from '../../roles/index.js'
import { instanceId } from '../../topology/topology.js'
import type { Session } from '../program/session.js'

/** What is away with the host, before anybody agrees to it. */
export function tellMaintenance(
  { say, print, paint, emit }: Session,
  { host, running, endsTasks, quorums }: Maintenance,
  { place, of }: { place: number; of: number },
): void {
  const names = (instances: Maintenance['running']) => instances.map(instanceId).join(', ')
  emit({
    ...{ type: 'maintenance', host, state: 'begins', place, of },
    ...{ stops: running.map(instanceId), endsTasks: endsTasks.map(instanceId), quorums },
  })
  print('', paint('strong', say('maintain.host', { host, place, of })))
  print(
    `  ${running.length === 0 ? say('maintain.stops-nothing') : say('maintain.stops', { instances: names(running) })}`,
  )
  if (endsTasks.length > 0)
    print(`  ${paint('warning', say('maintain.ends-tasks', { instances: names(endsTasks) }))}`)
  for (const { role, all, left, needed } of quorums) {
    const values = { role, all, left, needed }
    print(`  ${say(all === 1 ? 'maintain.alone' : 'maintain.quorum-kept', values)}`)
    if (isRegistry(role) && all > 1) print(`  ${say('maintain.registry')}`)
  }
}
