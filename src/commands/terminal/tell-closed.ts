import type { Proof } from '../../wizard/proofs.js'
import type { Session } from '../program/session.js'

const MEANINGS = { ok: 'done', open: 'warning', failed: 'warning' } as const

/** What trying what should be closed came to. */
export function tellClosed({ say, print, paint, emit }: Session, proofs: readonly Proof[]): void {
  for (const { state, word, values } of proofs) {
    emit({ type: 'closed-ports', ...values })
    print(paint(MEANINGS[state], say(word, values)))
  }
}
