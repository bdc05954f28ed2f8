import { KEPT_INPUTS } from '../actions/resource.js'
import type { FoundReceipt } from './host-facts.js'

/** Whether `stat` says that somebody has changed or removed what a receipt tells of. */
export function isTouched({ path, stat, now, inputs }: FoundReceipt): boolean {
  if (path === undefined || stat === undefined || stat === now) return false
  if (now === undefined) return true
  if (inputs === KEPT_INPUTS) return false
  // What comes and goes in a directory changes its size and its time.
  return !stat.endsWith(' directory') || withoutSizeAndTime(stat) !== withoutSizeAndTime(now)
}

function withoutSizeAndTime(stat: string): string {
  return stat.split(' ').slice(2).join(' ')
}
