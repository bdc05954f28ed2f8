import type { Say } from '../i18n/say.js'
import { ageText, barParts, bytesText } from './measure-text.js'

export interface TransferShown {
  /** Bytes so far, and in all where that is known. */
  readonly done: number
  readonly total?: number
  /** Bytes of `done` that came within `milliseconds`: others were there before. */
  readonly moved: number
  readonly milliseconds: number
}

/** `102.0 MB of 204.0 MB, 11.3 MB/s, 9s left`; what is not known yet is left out. */
export function transferText({ done, total, moved, milliseconds }: TransferShown, say: Say): string {
  const amount =
    total === undefined
      ? bytesText(done)
      : say('transfer.of', { done: bytesText(done), total: bytesText(total) })
  const perSecond = milliseconds < 500 ? 0 : (moved / milliseconds) * 1000
  if (perSecond < 1) return amount
  const rate = `${bytesText(Math.round(perSecond))}/s`
  if (total === undefined || done >= total) return [amount, rate].join(say('and'))
  const left = say('transfer.left', { time: ageText(Math.ceil((total - done) / perSecond), say) })
  return [amount, rate, left].join(say('and'))
}

/** `[######........]`, ASCII so that it is seen everywhere. */
export function transferBar({ done, total }: Pick<TransferShown, 'done' | 'total'>, columns: number): string {
  return `[${barParts(done, total ?? 0, columns, 'ascii').join('')}]`
}
