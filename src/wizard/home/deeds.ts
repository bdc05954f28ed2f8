/** What can be done from home, in the order of the menu; each by its key. */
export const DEED_KEYS = {
  apply: 'v',
  add: 'a',
  remove: 'd',
  move: 'm',
  upgrade: 'u',
  backup: 'b',
  restore: 'o',
  restart: 's',
  logs: 'l',
  history: 'h',
} as const

export type DeedId = keyof typeof DEED_KEYS
export const DEEDS = Object.keys(DEED_KEYS) as readonly DeedId[]

export function deedOf(key: string): DeedId | undefined {
  return DEEDS.find((id) => DEED_KEYS[id] === key)
}
