import type { Machine } from '../machine.js'

/** As `askHold` asks, over the connection that `link` is. */
export function printHold({ held }: Machine, now: number, link: AbortController): string {
  if (held === undefined) return ''
  const { hold, since } = held
  if (held.link === link) return 'mine\n'
  const seconds = Math.round(now - since)
  return `other\n${hold.token}\nalive\n${seconds}\n${hold.phase}\n${JSON.stringify(hold.face)}\n`
}
