import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { GatherResult } from '../../runner/engine.js'
import { writeAtomically } from '../../state/write-atomically.js'
import { cell } from '../../wizard/cell.js'
import { isTroubled } from '../../wizard/instance-status.js'
import { createAsker } from '../../wizard/live-facts.js'
import { statusReport } from '../../wizard/status-report.js'
import type { Gathered } from '../../wizard/workbench.js'
import { leftBehind } from '../organisation/left-behind.js'
import type { Organisation } from '../organisation/organisation.js'
import { gatherFacts, tellAtWork, tellByHand, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, FullScreen, Session } from '../program/session.js'
import { showScreens } from '../terminal/show-screens.js'
import { showStatus } from './show-status.js'
import { counts, statusJson } from './status-json.js'

/** Between two looks that only a file is told of. */
const PAUSE_MILLISECONDS = 30_000
/** What should be closed is tried so often by a screen that stays. */
const CLOSED_MILLISECONDS = 300_000

/**
 * Health of every instance, as the services truly report it, and what time and people have done: on a screen that stays true, or
 * as lines. With `--watch-file` each look is a file as well, and without a screen or `--once` looks go on until Ctrl-C.
 */
export function status(session: Session, { options }: Call): Promise<ExitCode> {
  const { screens, interrupts, workingDirectory } = session.world
  const watchFile =
    typeof options.watchFile === 'string' ? resolve(workingDirectory, options.watchFile) : undefined
  if (screens !== undefined && session.options.json !== true && options.once !== true)
    return liveStatus(session, screens, watchFile)
  const needs = { artifacts: false, lock: false, command: 'status' }
  return withOrganisation(session, needs, async (organisation) => {
    for (;;) {
      const exitCode = await look(session, organisation, watchFile)
      if (watchFile === undefined || options.once === true) return exitCode
      await delay(PAUSE_MILLISECONDS, undefined, { signal: interrupts.stop }).catch(() => {})
      if (interrupts.stop.aborted) return EXIT.interrupted
    }
  })
}

async function look(session: Session, organisation: Organisation, watchFile: string | undefined) {
  const answer = await gatherFacts(session, organisation)
  const closed = await organisation.engine.tryClosed(answer.facts, { signal: session.world.interrupts.stop })
  const gathered = { ...gatheredNow(session, organisation, answer), closed }
  tellAtWork(session, answer)
  tellByHand(session, organisation)
  const report = statusReport(organisation, gathered)
  await showStatus(session, report, answer.facts)
  writeWatchFile(session, organisation, gathered, watchFile)
  if (organisation.topology.hooks?.attention !== undefined) {
    const { hookAttention } = await import('../hooks/hook-attention.js')
    await hookAttention(session, organisation, report)
  }
  return counts(report).state === 'ill' ? EXIT.failed : EXIT.done
}

function gatheredNow(
  { world }: Session,
  organisation: Organisation,
  { facts, problems }: GatherResult,
): Gathered {
  const at = world.now().toISOString()
  return { facts, problems: [...problems, ...leftBehind(organisation, facts)], at }
}

/** Whole at every moment: whoever reads it sees one look or the next. Throws `state.write-failed`. */
function writeWatchFile(
  { language }: Session,
  organisation: Organisation,
  gathered: Gathered,
  path: string | undefined,
): void {
  if (path === undefined) return
  const json = statusJson(organisation, gathered.facts, statusReport(organisation, gathered), language)
  writeAtomically(path, `${JSON.stringify(json)}\n`, 0o644)
}

/**
 * The status as a screen that asks again by itself, over connections that are kept. Passwords and host keys are asked
 * for before it opens; what only the operator can answer later is a problem on the screen.
 */
async function liveStatus(
  session: Session,
  full: FullScreen,
  watchFile: string | undefined,
): Promise<ExitCode> {
  const { world, language, file } = session
  // A copy of its own, from which the way to ask is taken while connections already hold it.
  const watched: { -readonly [K in keyof Session]: Session[K] } = { ...session }
  const needs = { artifacts: false, lock: false, command: 'status' }
  return withOrganisation(watched, needs, async (organisation) => {
    const { topology, release, engine } = organisation
    const keptClosed: { at: number; value?: Gathered['closed'] } = { at: 0 }
    const seen = async (answer: GatherResult, signal: AbortSignal): Promise<Gathered> => {
      const now = world.now().getTime()
      if (now - keptClosed.at >= CLOSED_MILLISECONDS)
        Object.assign(keptClosed, { at: now, value: await engine.tryClosed(answer.facts, { signal }) })
      const { value: closed = [] } = keptClosed
      const gathered = { ...gatheredNow(session, organisation, answer), closed }
      writeWatchFile(session, organisation, gathered, watchFile)
      return gathered
    }
    const first = await seen(await gatherFacts(watched, organisation), world.interrupts.stop)
    const screens = await full.load()
    delete watched.ask
    const ending = new AbortController()
    const asking = AbortSignal.any([ending.signal, world.interrupts.stop])
    const asker = createAsker(first, async (signal) => seen(await engine.gather({ signal }), signal), asking)
    const shownIn = cell(language)
    const logs = (instance: string) => [
      process.execPath,
      world.program,
      ...['logs', instance, '--follow', '--file', file, '--lang', shownIn.get()],
    ]
    try {
      await showScreens({ session: watched, full }, (screen) =>
        screens.status({ ...screen, language: shownIn, topology, release, asker, logs }),
      )
    } finally {
      ending.abort()
    }
    if (world.interrupts.stop.aborted) return EXIT.interrupted
    const { instances } = statusReport(organisation, asker.live.get().gathered)
    return instances.some(isTroubled) ? EXIT.failed : EXIT.done
  })
}
