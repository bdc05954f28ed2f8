import type { Instance, Role } from '../../topology/topology.js'
import { fighterPort, taskPorts } from '../../topology/values.js'
import type { Peer, Settings } from '../settings.js'

/** Data or compute: two faces of one program. */
export interface FighterInstance extends Instance {
  readonly ports: { readonly grpc: number }
  readonly taskPorts: readonly [first: number, last: number]
}

/** Several share a host, so each has its ports in its own entry. */
export function fighterSettings(
  role: Role,
  usual: { readonly grpc: number; readonly tasks: number },
  callers: readonly Peer[],
): Settings<FighterInstance> {
  return {
    count: 'any',
    about: `${role.charAt(0).toUpperCase()}${role.slice(1)} services; several may share a host`,
    entry: {},
    ports: [
      {
        key: 'grpc',
        at: ['port'],
        own: true,
        usual: usual.grpc,
        value: fighterPort,
        protocols: ['tcp'],
        purpose: 'gRPC',
        from: callers,
      },
      {
        key: 'tasks',
        at: ['taskPorts'],
        own: true,
        usual: usual.tasks,
        width: 101,
        value: taskPorts,
        protocols: ['tcp'],
        purpose: 'task ports',
        from: ['via'],
      },
    ],
  }
}
