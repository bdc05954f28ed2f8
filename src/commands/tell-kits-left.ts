import type { Plan } from '../planner/plan.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'

/**
 * What is left for kits: hosts whose last receipt shows that something differs, and hosts that have told nothing yet.
 * False when nothing is.
 */
export function tellKitsLeft(
  { say, print, emit, paint }: Session,
  { carried }: Organisation,
  left: Plan,
): boolean {
  const open = carried.flatMap(({ host, last }) => {
    const count = left.nodes.filter((node) => node.host === host).length
    return last !== undefined && count === 0 ? [] : [{ host, count, isSilent: last === undefined }]
  })
  const held = left.nodes.filter(({ heldBy }) => heldBy !== undefined)
  for (const { host, count, isSilent } of open) {
    emit({ type: 'kit-left', host, ...(isSilent ? {} : { count }) })
    print(paint('warning', say(isSilent ? 'by-hand.left-silent' : 'by-hand.left', { host, count })))
  }
  for (const host of new Set(held.flatMap(({ heldBy = [] }) => heldBy))) {
    const waiting = [...new Set(held.filter(({ heldBy }) => heldBy?.includes(host)).map((node) => node.host))]
    print(paint('warning', say('by-hand.held', { host, waiting: waiting.join(', ') })))
  }
  return open.length > 0
}
