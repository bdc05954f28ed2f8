import type { Proof } from '../../wizard/proofs.js'
import type { Session } from '../program/session.js'

const MEANINGS = { ok: 'done', open: 'warning', failed: 'warning' } as const

/** What is open to the world, and what trying came to of what should be closed. */
export function tellClosed({ say, print, paint, emit }: Session, proofs: readonly Proof[]): void {
  for (const { state, word, values } of proofs) {
    emit({ type: word.startsWith('proof.world') ? 'open-to-world' : 'closed-ports', state, ...values })
    print(paint(MEANINGS[state], say(word, values)))
  }
}
