import type { Explanation } from '../lib/explanation.js'

/** What is said of one role, in both languages. */
export interface RoleWords<K extends string = string> {
  readonly en: Said<K>
  readonly zh: Said<K>
}

interface Said<K extends string> {
  /** What `?` shows. */
  readonly question: Explanation
  /** Why there may be so many of it. */
  readonly count: string
  /** Everything else, by keys of the room's own; outside it is `role/<id>/<key>`. `{name}` is filled from values. */
  readonly texts: Readonly<Record<K, string>>
}

/** Lets the compiler see to it that both languages have the same keys. */
export function roleWords<const K extends string>(words: RoleWords<K>): RoleWords<K> {
  return words
}

/** Names one of the texts of a room, to be said in either language. */
export type RoleWord = `role/${string}`
