import { organisationFolder } from '../../state/organisation-folder.js'
import { thisProcess } from '../../state/process-identity.js'
import type { HookEvent } from '../../topology/topology.js'
import { readOrganisationOf } from '../organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { oneOf } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import { confirm } from '../terminal/ask.js'
import { showProblems } from '../terminal/show-problems.js'
import { type Hooked, hookLines, lookAtHooks } from './confirm-hooks.js'
import { runHook } from './run-hook.js'

/** Shows what `hooks` of org.yaml runs on this computer, lets it be confirmed, and tries one of them with an event that says so. */
export async function hooks(session: Session, { options }: Call): Promise<ExitCode> {
  const { say, print, emit, paint } = session
  const { topology } = await readOrganisationOf(session)
  const tried = oneOf('--try', options.try, Object.keys(topology.hooks ?? {}) as HookEvent[])
  if (topology.hooks === undefined) {
    emit({ type: 'hooks', hooks: {} })
    print(say('hooks.none'))
    return EXIT.done
  }
  const { organisation } = topology
  const hooked = { organisation, folder: organisationFolder(session.file), hooks: topology.hooks }
  const { isConfirmed: known, confirm: remember } = lookAtHooks(session, hooked)
  emit({ type: 'hooks', hooks: hooked.hooks, confirmed: known })
  print(say(known ? 'hooks.known' : 'hooks.new'), ...hookLines(hooked.hooks), '')
  if (!known) {
    if (!(await confirm(session, say('hooks.confirm')))) {
      print(say('hooks.declined'))
      return EXIT.failed
    }
    remember()
    print(paint('done', say('hooks.confirmed')))
  }
  return tried === undefined ? EXIT.done : tryHook(session, hooked, tried)
}

async function tryHook(session: Session, { organisation, folder, hooks }: Hooked, event: HookEvent) {
  const { world, say, print, paint } = session
  const { user, host: machine } = thisProcess()
  const at = world.now().toISOString()
  const input = `${JSON.stringify({ version: 1, event, at, organisation, user, machine, command: 'hooks', trial: true })}\n`
  const signal = AbortSignal.any([world.interrupts.stop, world.interrupts.abort])
  const order = {
    event,
    words: hooks[event] ?? [],
    input,
    directory: folder.directory,
    env: world.env,
    signal,
  }
  const failed = await runHook(order)
  if (failed === undefined) {
    print(paint('done', say('hooks.tried', { event })))
    return EXIT.done
  }
  await showProblems(session, [failed])
  return EXIT.failed
}
