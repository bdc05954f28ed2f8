import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import type { JsonLine, Organisation, Person, Said } from './organisation.js'
import { randomFrom } from './seeded.js'

/** How often each kind of race is run; `npm run races` is the long run. */
export const RACES = Number(process.env.RACES ?? 2)
/** The same offsets again: `RACES_SEED`. The short run has the same ones each time. */
const seed = Number(process.env.RACES_SEED ?? (process.env.RACES === undefined ? 1 : Date.now() % 1_000_000))
const LATEST_MILLISECONDS = 5000

/** One who takes part: the command that is raced, and how it is seen that the winner has nothing left to do. */
export interface Runner {
  readonly person: Person
  readonly organisation: Organisation
  run(): Promise<Outcome>
}

/** `done`, or the problem that tells why not. */
export interface Outcome {
  readonly code: string
  readonly details?: Readonly<Record<string, unknown>>
  /** It has changed hosts, or tried to. */
  readonly hasBegun: boolean
  readonly all: string
}

export type Pair = readonly [Runner, Runner]

interface RacesInput {
  readonly kind: string
  readonly pair: Pair
  /** Before each race: what both are to do. */
  readonly prepare?: () => Promise<void> | void
  readonly after?: (winner: Runner, loser: Runner) => Promise<void>
}

/**
 * Races two against each other, either of them first, up to five seconds apart, more often less. Exactly one wins, and has nothing
 * left to do then. The other has done nothing, and is told by name who is at work, or who has applied what it does not know.
 */
export async function runRaces({ kind, pair, prepare, after }: RacesInput): Promise<void> {
  const random = randomFrom(`${kind} ${seed}`)
  const counts = { 'run.host-held': 0, 'record.newer': 0, 'won by who began later': 0 }
  for (let race = 1; race <= RACES; race++) {
    await prepare?.()
    const [early, late] = random() < 0.5 ? pair : [pair[1], pair[0]]
    const milliseconds = Math.round(LATEST_MILLISECONDS * random() ** 2)
    const [first, second] = await Promise.all([early.run(), delay(milliseconds).then(() => late.run())])
    const isEarly = first.code === 'done'
    const [winner, loser, told] = isEarly ? [early, late, second] : [late, early, first]
    const where = `${kind}: race ${race}, ${milliseconds} ms apart, RACES_SEED=${seed}\n${first.all}\n${second.all}`
    expect([first.code, second.code], where).toContain('done')
    expect(Object.keys(counts), where).toContain(told.code)
    expect(told.hasBegun, where).toBe(false)
    const { user, machine, command = 'apply' } = told.details ?? {}
    expect({ user, machine, command }, where).toEqual({ ...winner.person, command: 'apply' })
    counts[told.code as keyof typeof counts] += 1
    if (!isEarly) counts['won by who began later'] += 1
    const { exitCode, all } = await winner.organisation.run(['plan'])
    expect([exitCode, exitCode === 0 ? '' : all], where).toEqual([0, ''])
    await after?.(winner, loser)
  }
  console.info(`${kind}: ${RACES} races, RACES_SEED=${seed}, ${JSON.stringify(counts)}`)
}

/** What `apply` with `--json` came to. */
export async function applied(organisation: Organisation): Promise<Outcome> {
  return outcomeOf(await organisation.json(['apply', '--yes']))
}

export function outcomeOf({ exitCode, lines, all }: Said & { lines: readonly JsonLine[] }): Outcome {
  const wrong = lines.find(({ type, severity }) => type === 'problem' && severity === 'error')
  return {
    code: exitCode === 0 ? 'done' : (wrong?.code ?? `exit code ${exitCode}`),
    hasBegun: lines.some(({ type }) => type === 'run-started'),
    all,
    ...(wrong === undefined ? {} : { details: wrong.details }),
  }
}
