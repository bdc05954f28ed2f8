import type { RoleOf } from '../../topology/topology.js'
import { type FighterInstance, fighterSettings } from '../fighter/settings.js'

export const COMPUTE: RoleOf<FighterInstance> = 'compute'

export const settings = fighterSettings(COMPUTE, { grpc: 8800, tasks: 41000 }, ['carrier', 'consul'])
