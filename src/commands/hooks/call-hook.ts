import type { Problem } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { thisProcess } from '../../state/process-identity.js'
import type { HookEvent, Hooks } from '../../topology/topology.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'

/** Tells the command of an event of it, as JSON without secrets; what went wrong with it, if anything. */
export async function callHook(
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
export function problemsTold({ language }: Pick<Session, 'language'>, problems: readonly Problem[]) {
  return problems.slice(0, MOST_PROBLEMS).map(({ code, severity, where: { host, instance }, details }) => {
    const { what } = explain({ code, details }, language)
    return { code, severity, host, instance, what }
  })
}
