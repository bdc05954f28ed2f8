import { backsUp, receiverOf } from '../../roles/host-backups.js'
import { keysAt } from '../entries.js'
import type { Rule } from './rule.js'

const PATH = ['backup', 'to', 'host']

/** The host that is to get the backups of all is one that can be reached, and better one that has nothing to lose itself. */
export const backupReceiver: Rule = ({ topology, file, isBroken }) => {
  const host = topology.backup?.receiver?.host
  if (host === undefined) return []
  const receiver = receiverOf(topology)
  const known = keysAt(file, ['hosts'])
  if (receiver === undefined)
    return isBroken(['hosts']) || known.includes(host)
      ? []
      : [{ code: 'topology.unknown-receiver', path: PATH, details: { host, known: known.join(', ') } }]
  if (receiver.byHand === true) return [{ code: 'topology.receiver-by-hand', path: PATH, details: { host } }]
  if (isBroken(['roles']) || !backsUp(topology, host)) return []
  return [{ code: 'topology.receiver-keeps-own', path: PATH, details: { host }, severity: 'advice', host }]
}
