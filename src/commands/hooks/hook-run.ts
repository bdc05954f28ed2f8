import { InstallerError, type Problem } from '../../errors/problem.js'
import { toProblem } from '../../events/progress.js'
import type { Organisation } from '../organisation/organisation.js'
import { EXIT } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { callHook, problemsTold } from './call-hook.js'
import { confirmHooks } from './confirm-hooks.js'

/** How a command that changes hosts has ended. */
export type RunEnd = { readonly result: unknown } | { readonly error: unknown }

/**
 * Tells the operator's own commands of a run: `begun` as it begins to change hosts, which it does not wait for, and `done` or
 * `failed` once the returned function is called, when host and folder are free again. Undefined where nothing is to be told.
 */
export async function hookRun(
  session: Session,
  organisation: Organisation,
  command: string,
): Promise<((end: RunEnd) => Promise<void>) | undefined> {
  const { hooks } = organisation.topology
  if (hooks === undefined || organisation.runHook === undefined) return undefined
  const { topology, folder } = organisation
  const hindered = await confirmHooks(session, { organisation: topology.organisation, folder, hooks })
  if (hindered !== undefined) {
    await showProblems(session, hindered, session.note)
    return undefined
  }
  const failures: Problem[] = []
  let begun: { readonly at: number; readonly about: object; readonly told: Promise<Problem[]> } | undefined
  const stopListening = organisation.listen((event) => {
    if (event.type === 'run-started' && begun === undefined) {
      const about = { actions: event.nodes.length, hosts: new Set(event.nodes.map(({ host }) => host)).size }
      const told = callHook(session, organisation, hooks, 'begun', { command, ...about })
      begun = { at: session.world.now().getTime(), about, told }
    }
    const failure =
      event.type === 'failed' || event.type === 'host-lost' ? toProblem(event.problem) : undefined
    if (failure !== undefined) failures.push(failure)
  })
  return async (end) => {
    stopListening()
    const event = eventOf(end, begun !== undefined || session.ask === undefined)
    if (event === undefined || (event === 'done' && begun === undefined)) return
    const problems = [
      ...failures,
      ...('error' in end && end.error instanceof InstallerError ? end.error.problems : []),
    ]
    const seconds = begun && Math.round((session.world.now().getTime() - begun.at) / 1000)
    // One after the other, so that nobody hears of the end before the beginning.
    const wrong = (await begun?.told) ?? []
    const told = { command, ...begun?.about, seconds, problems: problemsTold(session, problems) }
    wrong.push(...(await callHook(session, organisation, hooks, event, told)))
    await showProblems(session, wrong, session.note)
  }
}

/** A run that was begun is ended for whoever heard of it; what never began is told of where nobody sits before it. */
function eventOf(end: RunEnd, isTold: boolean): 'done' | 'failed' | undefined {
  if ('result' in end && end.result === EXIT.done) return 'done'
  return isTold ? 'failed' : undefined
}
