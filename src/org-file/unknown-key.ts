import { closest, distance } from 'fastest-levenshtein'
import * as z from 'zod'
import { oncePer } from '../lib/once-per.js'
import { cutKey, type Finding, type Path } from '../topology/document.js'

const SECRET = /pass(word|wd|phrase)?$|secret|token/i

/** A key that the file does not have, with the one that was probably meant. */
export function unknownKey(schema: z.ZodType, path: Path, key: string): Finding {
  const known = knownKeysAt(jsonSchema(schema), path)
  const nearest = nearestOf(key, known)
  const details = { key: cutKey(key), known: known.join(', '), nearest: nearest ?? '' }
  const found = { path: [...path, key], details }
  if (SECRET.test(key)) return { code: 'topology.secret-in-file', ...found }
  return { code: nearest === undefined ? 'topology.unknown-key' : 'topology.misspelt-key', ...found }
}

const jsonSchema = oncePer((schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }))

/** The known word that somebody probably meant, if any is near enough. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > LONGEST_WORD) return undefined
  const meant = word.toLowerCase()
  const each = known.map((one) => one.toLowerCase())
  const begun = word.length > 2 ? each.findIndex((one) => one.startsWith(meant)) : -1
  if (begun >= 0) return known[begun]
  const nearest = closest(meant, each)
  return distance(meant, nearest) <= allowedMistakes(word, nearest) ? known[each.indexOf(nearest)] : undefined
}

/** Nothing that is known comes near to what is longer. */
const LONGEST_WORD = 256

/** Two for most words, so that swapped letters count as one slip; one for short ones such as `via`, none in `h1`. */
function allowedMistakes(word: string, known: string): number {
  if (word.length < 3 && known.length < 3) return 0
  return known.length < 4 ? 1 : Math.max(2, Math.floor(known.length / 3))
}

type Node = z.core.JSONSchema._JSONSchema

/** Keys that the schema knows at a path. */
function knownKeysAt(schema: Node, path: Path): string[] {
  if (typeof schema === 'boolean') return []
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((branch) => knownKeysAt(branch, path))
  const [step, ...rest] = path
  if (step === undefined) return Object.keys(schema.properties ?? {})
  if (typeof step === 'number')
    return schema.items === undefined || Array.isArray(schema.items) ? [] : knownKeysAt(schema.items, rest)
  return knownKeysAt(schema.properties?.[step] ?? schema.additionalProperties ?? false, rest)
}
