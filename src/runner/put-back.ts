import { NOT_PUT_BACK, PUT_BACK } from '../actions/former.js'
import { type Problem, problem } from '../errors/problem.js'
import type { PlanNode } from '../planner/plan.js'
import { instanceId } from '../topology/topology.js'
import type { Schedule } from './schedule.js'

/** What became of an instance whose change failed, and how far its role came; nothing where it was not put back. */
export function putBack(
  node: PlanNode,
  why: Problem,
  { state }: Pick<Schedule, 'state'>,
): Problem | undefined {
  const { output = [] } = why
  const last = output.findLast((line) => line.startsWith(PUT_BACK) || line.startsWith(NOT_PUT_BACK))
  if (node.guard === undefined || last === undefined) return undefined
  const { wave } = node.guard
  const count = (...states: ReturnType<typeof state>[]) =>
    wave.filter((id) => states.includes(state(id))).length
  const isWell = last.startsWith(PUT_BACK)
  const details = {
    instance: instanceId({ name: node.instance, host: node.host }),
    of: wave.length,
    changed: count('succeeded'),
    untouched: count('pending', 'skipped') - (isOpen(node, state) ? 1 : 0),
    says: saidBefore(output, last),
    now: last.slice((isWell ? PUT_BACK : NOT_PUT_BACK).length),
  }
  const code = isWell ? (wave.length > 1 ? 'run.wave-stopped' : 'run.put-back') : 'run.not-put-back'
  return { ...problem(code, details, why.where), output }
}

/** The instance's own wait has not begun: what failed came before it. */
function isOpen({ id, guard, host, instance }: PlanNode, state: Schedule['state']): boolean {
  const gate = guard?.wave.find((one) => one === `${host} ready:${instance}`)
  return gate !== undefined && gate !== id && state(gate) === 'pending'
}

function saidBefore(output: readonly string[], last: string): string {
  return output.slice(0, output.lastIndexOf(last)).at(-1) ?? ''
}
