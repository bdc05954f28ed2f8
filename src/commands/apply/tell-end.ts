import type { Plan } from '../../planner/plan.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'

/** What is left for kits: hosts whose last receipt shows that something differs, and hosts that have told nothing yet. */
export function tellKitsLeft(session: Session, { carried }: Organisation, left: Plan): void {
  const { say, print, emit, paint } = session
  for (const { host, last } of carried) {
    const count = left.nodes.filter((node) => node.host === host).length
    if (last !== undefined && count === 0) continue
    emit({ type: 'kit-left', host, count: last && count })
    print(paint('warning', say(last === undefined ? 'by-hand.left-silent' : 'by-hand.left', { host, count })))
  }
  tellWaitForKits(session, left)
}

/** Who has to wait until somebody has been at a host with its kit. */
export function tellWaitForKits({ say, print, paint }: Session, { nodes }: Plan): void {
  const held = nodes.flatMap(({ host, heldBy = [] }) => heldBy.map((holder) => ({ host, holder })))
  for (const holder of new Set(held.map((one) => one.holder))) {
    const waiting = new Set(held.filter((one) => one.holder === holder).map(({ host }) => host))
    print(paint('warning', say('by-hand.held', { host: holder, waiting: [...waiting].join(', ') })))
  }
}

/** What came from a bundle came from nowhere else. */
export function tellBundle({ say, print, emit, shortPath }: Session, { bundle }: Organisation): void {
  if (bundle === undefined) return
  emit({ type: 'fetched-nothing', bundle })
  print(say('bundle.fetched-nothing', { bundle: shortPath(bundle) }))
}
