import type { Word } from '../i18n/say.js'
import { type Advice, adviceOn } from './advice.js'
import type { DraftFile, Known } from './draft.js'
import { type RoleAnswers, type WayOut, waysOut } from './ways-out.js'

/** What one key does about an advice: `file` is the answers after it. */
export interface Fix {
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
  readonly file: DraftFile
}

/** Ways are tried on the answers; with more of them, a key would not be answered at once. */
const MOST_TRIES = 10
const MOST_TRIES_OF_MANY = 2
const MANY_HOSTS = 24

/**
 * The first way out that really ends the advice and leads into nothing as bad; undefined where only the operator
 * knows. `all`: what is said about the answers now.
 */
export function fixOf(
  advice: Advice,
  answers: RoleAnswers,
  known: Known,
  all: readonly Advice[] = adviceOn(answers.file, known),
): Fix | undefined {
  const before = weightOf(all)
  for (const { word, values, file: result } of likeliest(waysOut(advice.problem, answers, known), answers)) {
    const file = result()
    const after = adviceOn(file, known)
    if (!after.some(({ id }) => id === advice.id) && weightOf(after) < before) return { word, values, file }
  }
  return undefined
}

/** The last one is to begin anew, which helps where nothing else does, but takes its time with many hosts. */
function likeliest(ways: readonly WayOut[], { file }: RoleAnswers): WayOut[] {
  if (file.hosts.length > MANY_HOSTS) return ways.slice(0, MOST_TRIES_OF_MANY)
  return ways.length > MOST_TRIES ? [...ways.slice(0, MOST_TRIES - 1), ...ways.slice(-1)] : [...ways]
}

/**
 * How bad all of it is together. A host that is much too small weighs more than two that are a little, so that no
 * burden is only pushed around.
 */
function weightOf(all: readonly Advice[]): number {
  return all.reduce((sum, { problem: { code, severity, details } }) => {
    if (code === 'roles.database-beside-fighter') return sum + 1000
    if (typeof details.wanted === 'number')
      return sum + 100 * (details.wanted / Math.max(Number(details.found), 0.1)) ** 3
    return sum + { error: 1e9, warning: 100, advice: 1 }[severity]
  }, 0)
}
