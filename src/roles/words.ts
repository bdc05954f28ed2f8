import type { Explanation } from '../lib/explanation.js'
import type { Role } from '../topology/topology.js'

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

const SAID = new Map<Role, RoleWords>()

/**
 * Makes the words of a room sayable: the list of rooms does it when it is loaded. Sentences themselves are loaded long before
 * it, by every `--help`, and must not bring the rooms along.
 */
export function learnWords(role: Role, words: RoleWords): void {
  SAID.set(role, words)
}

export function wordsOf(role: Role): RoleWords | undefined {
  return SAID.get(role)
}

/** Names one of the texts of a room, to be said in either language. */
export type RoleWord = `role/${string}`

/** Why something is as it is, as only the room knows it. */
export interface RoleReason {
  readonly word: RoleWord
  readonly values?: Readonly<Record<string, string | number>>
}

/** Gives the texts of one room as reasons; the compiler sees to it that there are such texts. */
export function reasonsOf<W extends RoleWords>(role: Role) {
  return (key: keyof W['en']['texts'] & string, values?: RoleReason['values']): RoleReason => {
    const word: RoleWord = `role/${role}/${key}`
    return values === undefined ? { word } : { word, values }
  }
}
