import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Organisation } from './organisation.js'
import type { JsonLine } from './program-output.js'
import { randomFrom } from './seeded.js'

/** How often each later day is cut off, each way; `npm run later-days` is the long run. */
export const KILLS = Number(process.env.KILLS ?? 1)
export const IS_LONG = process.env.KILLS !== undefined
/** The same moments again: `LATER_DAYS_SEED`. The short run has the same ones each time. */
const seed = Number(process.env.LATER_DAYS_SEED ?? (IS_LONG ? Date.now() % 1_000_000 : 1))

/** One way of a later day, as an operator goes it. */
export interface Step {
  /** What is done before the command, e.g. org.yaml written; done again is the same. */
  readonly prepare?: () => Promise<void> | void
  readonly args: readonly string[]
  /** What the guide says to call when the command was cut off, where that is not the command itself. */
  readonly again?: readonly string[]
  /** What holds at every moment, looked at where it was cut off. */
  readonly whenCut?: (where: string) => Promise<void>
  /** How the command ends: 0 unless it says otherwise. */
  readonly exitCode?: number
  /** After it: how `plan` ends, 0 where nothing is left to do. */
  readonly plan?: number
}

export interface LaterDay {
  readonly kind: string
  readonly there: Step
  readonly back: Step
  /** All that has to be the same whenever it is done, however often that was cut off. */
  readonly state: () => Promise<unknown>
  /** How long the way there takes about, where it is not measured. */
  readonly seconds: number
}

export function laterDaysOf(organisation: Organisation) {
  const call = async (args: readonly string[], expected: number, where: string) => {
    const { exitCode, all } = await organisation.run(args)
    expect.soft([exitCode, exitCode === expected ? '' : all], where).toEqual([expected, ''])
  }
  const plan = (step: Step, where: string) => call(['plan'], step.plan ?? 0, where)

  /** Nobody cuts it off: how long it takes, in seconds. */
  const whole = async (step: Step): Promise<number> => {
    await step.prepare?.()
    const begun = Date.now()
    const where = step.args.join(' ')
    await call(step.args, step.exitCode ?? 0, where)
    const seconds = (Date.now() - begun) / 1000
    await plan(step, where)
    return seconds
  }

  /** Killed after that time, and called again. Whether it was still running. */
  const cut = async (step: Step, seconds: number, where: string): Promise<boolean> => {
    await step.prepare?.()
    const running = organisation.start(step.args)
    const over = new AbortController()
    const ended = running.end().finally(() => over.abort())
    await delay(seconds * 1000, undefined, { signal: over.signal }).catch(() => undefined)
    running.kill()
    const { exitCode, all, lines } = await ended
    const isCut = exitCode === undefined
    console.info(`${where}: ${isCut ? `in ${underWayOf(lines)}` : 'over before'}`)
    if (isCut) await step.whenCut?.(where)
    if (isCut) await call(step.again ?? step.args, step.exitCode ?? 0, where)
    else expect.soft([exitCode, all], where).toEqual([step.exitCode ?? 0, all])
    await plan(step, where)
    return isCut
  }

  /** The same, at a moment of that time which seed and name tell. */
  const cutSomewhere = async (step: Step, longest: number, name: string) => {
    const at = randomFrom(`${name} ${seed}`)() * longest
    const where = `${name}, cut after ${at.toFixed(2)} s of ${longest.toFixed(1)} s, LATER_DAYS_SEED=${seed}`
    return { where, isCut: await cut(step, at, where) }
  }

  /**
   * There, and in the long run back and there again as often as it is to be cut off; in the short run cut off once. What comes out
   * has to be as it was each time.
   */
  const goThrough = async ({ kind, there, back, state, seconds }: LaterDay): Promise<void> => {
    const counts = { cut: 0, 'over before': 0 }
    const cutAndCount = async (step: Step, longest: number, name: string) => {
      const { where, isCut } = await cutSomewhere(step, longest, `${kind}: ${name}`)
      counts[isCut ? 'cut' : 'over before'] += 1
      return where
    }
    if (!IS_LONG) await cutAndCount(there, seconds, 'there')
    else {
      const was = await state()
      const long = { there: await whole(there), back: 0 }
      const is = await state()
      long.back = await whole(back)
      expect.soft(await state(), `${kind}: back`).toEqual(was)
      await whole(there)
      for (let kill = 1; kill <= KILLS; kill++) {
        const back_ = await cutAndCount(back, long.back, `back ${kill}`)
        expect.soft(await state(), back_).toEqual(was)
        const there_ = await cutAndCount(there, long.there, `there ${kill}`)
        expect.soft(await state(), there_).toEqual(is)
      }
    }
    console.info(`${kind}: LATER_DAYS_SEED=${seed}, ${JSON.stringify(counts)}`)
  }
  return { whole, cut, cutSomewhere, goThrough }
}

/** What a command was about in the end: its nodes that had begun and not ended, or the last stage that it told. */
function underWayOf(lines: readonly JsonLine[]): string {
  const open = new Set<string>()
  let stage = 'its start'
  for (const { type, node, stage: said } of lines) {
    if (type === 'started') open.add(node)
    if (type === 'succeeded' || type === 'failed') open.delete(node)
    if (type === 'stage') stage = said
  }
  return open.size > 0 ? [...open].join(', ') : `stage ${stage}, after ${lines.length} lines`
}
