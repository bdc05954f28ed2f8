import type { RoleOf } from '../../topology/topology.js'
import { type FighterInstance, fighterSettings } from '../fighter/settings.js'

export const DATA: RoleOf<FighterInstance> = 'data'

export const settings = fighterSettings(DATA, { grpc: 8700, tasks: 31000 }, ['carrier', 'admin', 'consul'])
