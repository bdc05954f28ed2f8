import { roomOf } from '../../roles/index.js'
import { type Path, valueAt } from '../../topology/document.js'
import { hostNamed, type Instance } from '../../topology/topology.js'
import type { Rule } from './rule.js'

/**
 * Ports chosen for an instance that is not the first of its role on its host. Its port is part of its identity, so the
 * file had better say it: otherwise removing the entry before it would give it another one. 0 where none was left.
 */
export const automaticPorts: Rule = ({ topology, file, pathOf }) =>
  topology.instances
    .filter((instance) => isChosen(instance, pathOf(instance), file))
    .filter((instance) => hostNamed(topology, instance.host) !== undefined)
    .map((instance) => {
      const { role, host, name, taskPorts } = instance
      const port = instance.ports.grpc ?? 0
      const place = { path: pathOf(instance), host, instance: name }
      if (port === 0 || taskPorts?.[0] === 0)
        return { code: 'topology.no-free-port', ...place, details: { role, host } }
      const details = { role, host, port, taskPorts: taskPorts?.join('-') ?? '' }
      return { code: 'topology.automatic-port', ...place, details, severity: 'advice' }
    })

function isChosen(instance: Instance, path: Path, file: unknown): boolean {
  return roomOf(instance.role).settings.ports.some(({ own, key, at, usual, width }) => {
    const now = width === undefined ? instance.ports[key] : instance.taskPorts?.[0]
    return own === true && now !== usual && valueAt(file, [...path, ...at]) === undefined
  })
}
