import type { Machine } from '../machine.js'

/** As `askHold` asks, over the connection that `link` is: one that was refused is told by whom, though he may be gone by now. */
export function printHold({ held, refused }: Machine, now: number, link: AbortController): string {
  if (held?.link === link) return 'mine\n'
  return refused.get(link) ?? (held === undefined ? '' : holderText(held, now))
}

export function holderText({ hold, since }: NonNullable<Machine['held']>, now: number): string {
  const seconds = Math.round(now - since)
  return `other\n${hold.token}\nalive\n${seconds}\n${hold.phase}\n${JSON.stringify(hold.face)}\n`
}
