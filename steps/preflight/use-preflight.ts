import { useMemo } from 'react'
import type { Problem } from '../../src/errors/problem.js'
import { instancesOn } from '../../src/topology/topology.js'
import { useCell } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { orderProblems } from '../../src/wizard/order-problems.js'
import { draftKey } from '../../src/wizard/prepare-run.js'
import { readyValue } from '../../src/wizard/start-work.js'
import type { Gathered, Preflight } from '../../src/wizard/workbench.js'

export const PAGES = ['table', 'problems', 'reach'] as const

/** What is known of the hosts by now. */
export interface FoundPreflight {
  /** Names of the hosts that bear roles. */
  readonly hosts: readonly string[]
  readonly problems: readonly Problem[]
  readonly gathered: Gathered | undefined
  /** What all checks say, or while the connections are still being tried, what the others say. */
  readonly preflight: Preflight | undefined
  readonly stage: 'idle' | 'open' | 'look' | 'reach' | 'done' | 'failed'
  readonly isBusy: boolean
  readonly isDone: boolean
}

export function usePreflight({ draft, learned }: StepProps): FoundPreflight {
  const work = useCell(learned.organisation)
  const gathered = readyValue(useCell(learned.gathered))
  const preflight = useCell(learned.preflight)
  const opened = readyValue(work)
  const organisation = opened?.draftKey === draftKey(draft) ? opened.organisation : undefined
  const stage =
    organisation === undefined || work.state === 'busy' ? stageOfOpening(work.state) : stageOf(preflight)
  const known = stage === 'reach' ? gathered : undefined
  const partial = useMemo(
    () => (known === undefined ? undefined : organisation?.preflight(known, [])),
    [organisation, known],
  )
  const hosts = draft.file.hosts.map(({ name }) => name)
  const bearing = organisation?.topology.hosts
    .map(({ name }) => name)
    .filter((name) => instancesOn(organisation.topology, name).length > 0)
  const isDone = stage === 'done'
  const result = isDone ? readyValue(preflight) : partial
  const problems = [
    ...(work.state === 'failed' ? work.problems : []),
    ...(preflight.state === 'failed' ? preflight.problems : []),
    ...(result === undefined
      ? []
      : [...(organisation?.problems ?? []), ...(gathered?.problems ?? []), ...result.problems]),
  ]
  return {
    hosts: bearing ?? hosts,
    problems: orderProblems(problems, hosts),
    gathered: stage === 'reach' || isDone ? gathered : undefined,
    preflight: result,
    stage,
    isBusy: stage === 'open' || stage === 'look' || stage === 'reach',
    isDone,
  }
}

function stageOfOpening(state: 'idle' | 'busy' | 'ready' | 'failed'): FoundPreflight['stage'] {
  return state === 'busy' ? 'open' : state === 'failed' ? 'failed' : 'idle'
}

function stageOf(work: { state: string; stage?: string }): FoundPreflight['stage'] {
  if (work.state === 'busy') return work.stage === 'reach' ? 'reach' : 'look'
  return work.state === 'ready' ? 'done' : work.state === 'failed' ? 'failed' : 'idle'
}
