import { useMemo } from 'react'
import type { Problem } from '../../src/errors/problem.js'
import type { Release } from '../../src/topology/release.js'
import { useCell } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { DraftFile, DraftHost } from '../../src/wizard/draft.js'
import { draftProblems } from '../../src/wizard/draft-topology.js'
import { lacksUser } from '../../src/wizard/hosts/edit-hosts.js'
import { worstFirst } from '../../src/wizard/order-problems.js'
import { hostVerdicts, type Verdicts } from '../../src/wizard/probe/host-verdicts.js'
import type { Probe } from '../../src/wizard/probe/probe-board.js'
import { stepOf } from '../../src/wizard/step-of.js'
import type { OperatorQuestion } from '../../src/wizard/workbench.js'

/** Everything that is known of one host of the table. */
export interface HostState {
  readonly host: DraftHost
  readonly probe: Probe | undefined
  readonly verdicts: Verdicts | undefined
  /** What it waits for the operator with. */
  readonly asks: 'key' | 'login' | 'sudo' | 'user' | undefined
  /** Against it, the worst first. */
  readonly problems: readonly Problem[]
  readonly mark: 'waiting' | 'running' | 'done' | 'failed' | 'warning' | 'unknown'
}

/** Of every host, as they are being looked at. */
export function useHostStates({ draft: { file }, bench: { releases }, learned }: StepProps): HostState[] {
  const board = useCell(learned.probes)
  const questions = useCell(learned.questions)
  const written = useMemo(() => writtenProblems(file, releases), [file, releases])
  const verdicts = useMemo(() => hostVerdicts(file, board, releases), [file, board, releases])
  return file.hosts.map((host) => {
    const { name } = host
    const probe = Object.hasOwn(board, name) ? board[name] : undefined
    const found = Object.hasOwn(verdicts, name) ? verdicts[name] : undefined
    const asks = lacksUser(host) ? 'user' : asksOf(name, questions)
    const told = [
      ...(probe?.problem === undefined ? [] : [probe.problem]),
      ...written.filter(({ where }) => isWithin(where.path ?? '', name)),
      ...(found === undefined ? [] : [...found.machine, ...found.system, ...found.clock]),
    ]
    const problems = worstFirst(told, ({ severity }) => severity)
    return { host, probe, verdicts: found, asks, problems, mark: markOf(host, probe, asks, problems) }
  })
}

/** What the lines of the hosts are to blame for; an address that is found out later is not missing. */
function writtenProblems(file: DraftFile, releases: readonly Release[]): readonly Problem[] {
  return draftProblems(file, releases).filter(
    (found) => stepOf(found) === 'machines' && !LATER.includes(found.code),
  )
}

/** Ready: it has answered, and nothing that it said stands against it. */
export function isReady({ mark }: HostState): boolean {
  return mark === 'done' || mark === 'warning'
}

function markOf(
  { byHand }: DraftHost,
  probe: Probe | undefined,
  asks: HostState['asks'],
  problems: readonly Problem[],
): HostState['mark'] {
  if (problems.some(({ severity }) => severity === 'error')) return 'failed'
  if (asks !== undefined) return 'unknown'
  // Nothing connects to it, and nothing waits for it.
  if (byHand === true) return problems.length > 0 ? 'warning' : 'done'
  if (probe?.state !== 'ready') return probe?.state ?? 'waiting'
  return problems.length > 0 ? 'warning' : 'done'
}

function asksOf(name: string, questions: readonly OperatorQuestion[]): HostState['asks'] {
  for (const question of questions) {
    if (question.kind === 'host-key' && question.key.host === name) return 'key'
    if (question.kind === 'password' && question.question.host === name)
      return question.question.kind === 'sudo' ? 'sudo' : 'login'
  }
  return undefined
}

const LATER: readonly Problem['code'][] = ['topology.missing-user', 'topology.missing-key']

function isWithin(path: string, name: string): boolean {
  return path === `hosts.${name}` || path.startsWith(`hosts.${name}.`)
}
