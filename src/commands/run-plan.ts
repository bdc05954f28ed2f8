import type { Plan } from '../planner/plan.js'
import type { RunOutcome } from '../runner/engine.js'
import { progressLines } from '../ui/progress-lines.js'
import { liveLines } from './live-lines.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'
import { showFailures, showProblems } from './show-problems.js'

/** Carries a plan out before the operator's eyes, with a journal; tells what failed. */
export async function runPlan(
  session: Session,
  organisation: Organisation,
  plan: Plan,
  command: string,
): Promise<RunOutcome> {
  const { world, language, paint, width, say } = session
  const journal = session.keepJournal(() => organisation.openJournal(command))
  const progress = progressLines({ language, paint, width, verbose: session.options.verbose === true })
  const screen = liveLines(world.stdout)
  const stopListening = organisation.listen((event) => {
    session.emit(event)
    if (!session.options.json) screen.show(progress.lines(event), progress.status())
  })
  try {
    const outcome = await organisation.engine.run(plan, { command, ...world.interrupts })
    screen.end()
    await showFailures(session, outcome.problems)
    if (outcome.outcome !== 'done') session.print(say('run.journal', { path: journal.path }))
    const incomplete = journal.problem()
    if (incomplete !== undefined) await showProblems(session, [incomplete])
    return outcome
  } finally {
    screen.end()
    stopListening()
  }
}
