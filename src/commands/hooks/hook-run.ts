import { InstallerError, type Problem } from '../../errors/problem.js'
import { toProblem } from '../../events/progress.js'
import { explain } from '../../i18n/explain.js'
import { thisProcess } from '../../state/process-identity.js'
import type { HookEvent, Hooks } from '../../topology/topology.js'
import type { Organisation } from '../organisation/organisation.js'
import { EXIT } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
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

/** What went wrong with it, if anything. */
async function callHook(
  { world }: Session,
  { topology, folder, mask, runHook }: Organisation,
  hooks: Hooks,
  event: HookEvent,
  about: object,
): Promise<Problem[]> {
  const words = hooks[event]
  if (words === undefined || runHook === undefined) return []
  const { user, host: machine } = thisProcess()
  const at = world.now().toISOString()
  const told = { version: 1, event, at, organisation: topology.organisation, user, machine, ...about }
  const input = `${JSON.stringify(told, (_, value) => (typeof value === 'string' ? mask(value) : value))}\n`
  const { directory } = folder
  const failed = await runHook({
    event,
    words,
    input,
    directory,
    env: world.env,
    signal: world.interrupts.abort,
  })
  if (failed === undefined) return []
  return [failed.output === undefined ? failed : { ...failed, output: failed.output.map(mask) }]
}

const MOST_PROBLEMS = 20

/** As a person would be told, without what hosts have printed. */
function problemsTold({ language }: Pick<Session, 'language'>, problems: readonly Problem[]) {
  return problems.slice(0, MOST_PROBLEMS).map(({ code, severity, where: { host, instance }, details }) => {
    const { what } = explain({ code, details }, language)
    return { code, severity, host, instance, what }
  })
}

/** A run that was begun is ended for whoever heard of it; what never began is told of where nobody sits before it. */
function eventOf(end: RunEnd, isTold: boolean): 'done' | 'failed' | undefined {
  if ('result' in end && end.result === EXIT.done) return 'done'
  return isTold ? 'failed' : undefined
}
