import { ageText } from '../ui/measure-text.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'

/** One line for each host that nothing connects to: how old what is known of it is, or how its first kit is made. */
export function tellByHand({ world, say, note, emit }: Session, { carried }: Organisation): void {
  for (const { host, last } of carried) {
    emit({ type: 'by-hand', host, ...(last === undefined ? {} : { made: last.receipt.made }) })
    if (last === undefined) {
      note(say('by-hand.silent', { host }))
      continue
    }
    const seconds = Math.max(0, Math.floor((world.now().getTime() - Date.parse(last.receipt.made)) / 1000))
    note(say('by-hand.told', { host, age: ageText(seconds, say) }))
  }
}
