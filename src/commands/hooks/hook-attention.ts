import { homedir } from 'node:os'
import { newAttention } from '../../state/known-attention.js'
import { stateDirectory } from '../../state/state-directory.js'
import { isTroubled } from '../../wizard/instance-status.js'
import type { StatusReport } from '../../wizard/status-report.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { callHook, problemsTold } from './call-hook.js'
import { confirmHooks } from './confirm-hooks.js'

/** Tells the operator's own command what needs somebody since this look: what the last one had found as well is not told again. */
export async function hookAttention(
  session: Session,
  organisation: Organisation,
  report: StatusReport,
): Promise<void> {
  const { topology, folder, runHook } = organisation
  const { hooks } = topology
  if (hooks?.attention === undefined || runHook === undefined) return
  const hindered = await confirmHooks(session, { organisation: topology.organisation, folder, hooks })
  if (hindered !== undefined) return showProblems(session, hindered, session.note)
  const instances = report.instances.filter(isTroubled).map(({ instance, host, state, says }) => ({
    id: `${instance}@${host} ${state}`,
    instance,
    host,
    state,
    says,
  }))
  const problems = report.problems
    .filter(({ severity }) => severity !== 'advice')
    .map((problem) => ({ id: `${problem.code} ${JSON.stringify(problem.where)}`, problem }))
  const found = [...instances, ...problems].map(({ id }) => id)
  const fresh = newAttention(stateDirectory(session.world.env, homedir()), folder.directory, found)
  if (fresh.size === 0) return
  const about = {
    command: 'status',
    instances: instances.filter(({ id }) => fresh.has(id)).map(({ id: _, ...instance }) => instance),
    problems: problemsTold(
      session,
      problems.filter(({ id }) => fresh.has(id)).map(({ problem }) => problem),
    ),
    all: found.length,
  }
  await showProblems(session, await callHook(session, organisation, hooks, 'attention', about), session.note)
}
