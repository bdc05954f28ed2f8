import type { Room } from '../role.js'
import { handover } from './handover.js'
import { placing } from './placing.js'
import { service } from './service.js'
import { CONSUL, type ConsulInstance, settings } from './settings.js'
import { words } from './words.js'

export const consul: Room<ConsulInstance> = {
  id: CONSUL,
  phase: 'consul',
  settings,
  service,
  words,
  picture: {
    tier: 'middle',
    registry: ({ ports }) => ports.http,
    shortPorts: ({ ports }) => `:${ports.http}`,
  },
  placing,
  handover,
  rehearsed: () => import('./rehearsed.js'),
}
