import { valueAt } from '../../topology/path.js'
import { instancesOf } from '../../topology/topology.js'
import { FIGHTER_PORTS } from '../default-ports.js'
import type { Rule } from './rule.js'

/**
 * Ports chosen for a fighter that is not the first on its host. Its port is part of its identity, so the file
 * had better say it: otherwise removing the entry before it would give it another one.
 */
export const automaticPorts: Rule = ({ topology, file, pathOf }) =>
  (['data', 'compute'] as const).flatMap((role) =>
    instancesOf(topology, role)
      .filter((instance) => {
        const path = pathOf(instance)
        const usual = FIGHTER_PORTS[role]
        const port = instance.ports.grpc !== usual.grpc && valueAt(file, [...path, 'port']) === undefined
        const tasks =
          instance.taskPorts[0] !== usual.tasks && valueAt(file, [...path, 'taskPorts']) === undefined
        return topology.hosts.some(({ name }) => name === instance.host) && (port || tasks)
      })
      .map((instance) => ({
        code: 'topology.automatic-port',
        path: pathOf(instance),
        details: {
          role,
          host: instance.host,
          port: instance.ports.grpc,
          taskPorts: instance.taskPorts.join('-'),
        },
        severity: 'advice',
        host: instance.host,
        instance: instance.name,
      })),
  )
