import { askHold, type HoldFace } from '../actions/hold.js'
import { isRecord, jsonIn, wholeNumber } from './answer.js'
import type { Fact } from './fact.js'

/**
 * How a host is held, as this connection sees it. `lost`: it was mine. `impossible`: the host has no room for a lock.
 */
export type HoldSeen = { readonly state: 'mine' | 'lost' | 'impossible' } | HeldByOther

export interface HeldByOther {
  readonly state: 'other'
  readonly token: string
  /** False: its connection is gone, and what it had begun comes to its end. */
  readonly alive: boolean
  /** Since it was taken, by the host's clock. */
  readonly seconds: number
  readonly phase: string
  readonly face: HoldFace
}

/** Nothing where nobody holds the host, or it did not say. */
export const holdFact: Fact<HoldSeen | undefined> = {
  command: askHold,
  parse(output) {
    const [state, token = '', alive, seconds, phase = '', face = ''] = output.split('\n')
    if (state === 'mine' || state === 'lost' || state === 'impossible') return { state }
    if (state !== 'other') return undefined
    return {
      state,
      token: wordIn(token),
      alive: alive === 'alive',
      seconds: Math.min(wholeNumber(seconds), MOST_SECONDS),
      phase: wordIn(phase),
      face: faceIn(face),
    }
  },
}

const LONGEST = 100
/** Far more than a host is up, and few enough for a date. */
const MOST_SECONDS = 1e9

function faceIn(text: string): HoldFace {
  const value = jsonIn(text)
  const word = (name: string) => wordIn(isRecord(value) ? value[name] : undefined) || '?'
  return { user: word('user'), machine: word('machine'), command: word('command') }
}

/** Whoever wrote it was root on the host, and nobody that this program has to believe: no terminal may be moved by it. */
function wordIn(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, LONGEST) : ''
}
