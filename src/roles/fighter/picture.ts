import type { Pictured } from '../picture.js'
import type { FighterInstance } from './settings.js'

export const FIGHTER_PICTURE: Pictured<FighterInstance> = {
  tier: 'lower',
  shortPorts: ({ ports, taskPorts }, isTight) => (isTight ? `:${ports.grpc}` : `:${taskPorts.join('-')}`),
}
