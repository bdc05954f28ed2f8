import type { TOPOLOGY_CODES } from '../../errors/codes/topology.js'
import type { Messages } from '../message.js'

export const topologyMessages: Messages<(typeof TOPOLOGY_CODES)[number]> = {
  'topology.failed': { what: '{message}', why: '', fix: '' },
}
