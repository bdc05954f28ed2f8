import type { Room } from '../role.js'
import { handover } from './handover.js'
import type { FighterInstance } from './settings.js'

/** What the rooms of data and compute have in common. */
export const fighterRoom = {
  phase: 'fighters',
  picture: {
    tier: 'lower',
    shortPorts: ({ ports, taskPorts }, isTight) => (isTight ? `:${ports.grpc}` : `:${taskPorts.join('-')}`),
  },
  handover,
  rehearsed: () => import('./rehearsed.js'),
} satisfies Partial<Room<FighterInstance>>
