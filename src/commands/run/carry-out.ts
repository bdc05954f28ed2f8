import { InstallerError } from '../../errors/problem.js'
import type { Plan } from '../../planner/plan.js'
import { readMeasured, writeMeasured } from '../../state/measured-file.js'
import { progressLines } from '../../ui/progress-lines.js'
import { type Succeeded, withMeasured } from '../../wizard/measured.js'
import type { Organisation } from '../organisation/organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { liveLines } from '../terminal/live-lines.js'
import { showFailures, showProblems } from '../terminal/show-problems.js'

/**
 * Carries a plan out before the operator's eyes, with a journal; tells what failed. The exit code of a run that did
 * not get to its end; undefined when it did.
 */
export async function carryOut(
  session: Session,
  organisation: Organisation,
  plan: Plan,
  command: string,
): Promise<ExitCode | undefined> {
  const { world, language, paint, width, say } = session
  const journal = session.keepJournal(() => organisation.openJournal(command))
  const progress = progressLines({ language, paint, width, verbose: session.options.verbose === true })
  const screen = liveLines(world.stdout)
  const succeeded: Succeeded[] = []
  const stopListening = organisation.listen((event) => {
    if (event.type === 'succeeded') succeeded.push(event)
    session.emit(event)
    if (!session.options.json) screen.show(progress.lines(event), progress.status())
  })
  try {
    const { outcome, problems } = await organisation.engine.run(plan, { command, ...world.interrupts })
    screen.end()
    await showFailures(session, problems)
    if (outcome !== 'done') session.print(say('run.journal', { path: journal.path }))
    const incomplete = journal.problem()
    if (incomplete !== undefined) await showProblems(session, [incomplete])
    if (outcome === 'done') return undefined
    return outcome === 'cancelled' || world.interrupts.stop.aborted ? EXIT.interrupted : EXIT.failed
  } finally {
    screen.end()
    stopListening()
    keepMeasured(organisation, plan, succeeded)
  }
}

/** For forecasts: one that can't be written is none. */
function keepMeasured({ folder }: Organisation, plan: Plan, succeeded: readonly Succeeded[]): void {
  if (succeeded.length === 0) return
  try {
    writeMeasured(folder, withMeasured(readMeasured(folder), plan, succeeded))
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
  }
}
