import { RECORD_DIRECTORY } from '../actions/keep-record.js'
import { sh } from '../lib/command.js'
import { isRecord, jsonIn } from './answer.js'
import type { Fact } from './fact.js'

/** The first line of a record: what tells two of them apart, and who made it. */
export interface RecordHead {
  /** Of its form. */
  readonly version: number
  readonly organisation: string
  /** Made once with the first generation: two organisations may have one name. */
  readonly id: string
  /** From 1, and one more with each change. */
  readonly generation: number
  /** 32 hex characters that sum up what was applied. */
  readonly content: string
  /** SHA-256 of the line that follows. */
  readonly body: string
  /** By the clock of the machine that made it, ISO 8601. */
  readonly at: string
  /** When the first generation was made, in the same form; absent in records of former versions. */
  readonly since?: string
  readonly user: string
  readonly machine: string
  /** Version of the program that made it. */
  readonly program: string
  /** Over the rest, keyed by the organisation's secrets. */
  readonly signature: string
}

/** The newest record of a host that is whole; undefined where there is none. Whoever is root there may have written it. */
export const recordFact: Fact<RecordHead | undefined> = {
  command: sh`
shopt -s nullglob
records=(${RECORD_DIRECTORY}/*.json)
for ((at = \${#records[@]} - 1; at >= 0; at--)); do
  IFS= read -r -n ${2048} head <"\${records[at]}"
  case $head in '{'*'}') printf '%s\\n' "$head"; break;; esac
done`,
  parse: headIn,
}

/** No generation is as far away: each takes a run. */
export const LAST_GENERATION = 99_999_999

export function headIn(line: string): RecordHead | undefined {
  const value = jsonIn(line)
  if (!isRecord(value)) return undefined
  const number = (name: string, most: number) => {
    const found = value[name]
    return Number.isInteger(found) && (found as number) > 0 && (found as number) <= most
      ? (found as number)
      : 0
  }
  // No terminal may be moved by it.
  const word = (name: string) =>
    String(value[name] ?? '')
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
      .slice(0, 100)
  const [version, generation] = [number('version', 1e6), number('generation', LAST_GENERATION)]
  if (version === 0 || generation === 0) return undefined
  const [organisation, id, content, body] = [word('organisation'), word('id'), word('content'), word('body')]
  const [at, user, machine] = [word('at'), word('user'), word('machine')]
  const [program, signature] = [word('program'), word('signature')]
  const since = value.since === undefined ? {} : { since: word('since') }
  return {
    version,
    organisation,
    id,
    generation,
    content,
    body,
    at,
    ...since,
    user,
    machine,
    program,
    signature,
  }
}
