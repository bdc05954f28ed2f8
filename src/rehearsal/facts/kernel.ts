import type { Machine } from '../machine.js'
import { labelledLines } from './sections.js'

/** The rehearsal's clock: when it began, seconds since the epoch, and how long ago that is by its own pace. */
export interface RehearsalClock {
  readonly beganAt: number
  readonly now: number
}

/** As `kernelFact` asks: the error that the kernel admits to, microseconds, and the clocks since the boot. */
export function printKernel({ hardware: { upSeconds } }: Machine, { beganAt, now }: RehearsalClock): string {
  return labelledLines([
    ['error', 41_250],
    ['booted', Math.floor(beganAt) - upSeconds],
    ['uptime', Math.floor(upSeconds + now)],
  ])
}
