import { useMemo } from 'react'
import type { Code } from '../../src/errors/codes/index.js'
import { instancesOn } from '../../src/topology/topology.js'
import { useCell } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { orderProblems } from '../../src/wizard/order-problems.js'
import { draftKey } from '../../src/wizard/prepare-run.js'
import { failureOf, readyValue } from '../../src/wizard/start-work.js'

const OPENING = { idle: 'idle', busy: 'open', ready: 'idle', failed: 'failed' } as const
const CHECKING = { idle: 'idle', busy: 'look', ready: 'done', failed: 'failed' } as const

const PULLED: readonly Code[] = [
  'record.newer',
  'record.two-of-one-number',
  'record.nothing-applied',
  'preflight.other-secrets',
]

export type FoundPreflight = ReturnType<typeof usePreflight>

/** What is known of the hosts by now. */
export function usePreflight({ draft, learned }: StepProps) {
  const work = useCell(learned.organisation)
  const gathered = readyValue(useCell(learned.gathered))
  const preflight = useCell(learned.preflight)
  const opened = readyValue(work)
  const organisation = opened?.draftKey === draftKey(draft) ? opened.organisation : undefined
  const isOpen = organisation !== undefined && work.state !== 'busy'
  const isTrying = preflight.state === 'busy' && preflight.stage === 'reach'
  const stage = !isOpen ? OPENING[work.state] : isTrying ? 'reach' : CHECKING[preflight.state]
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
    ...failureOf(work),
    ...failureOf(preflight),
    ...(result === undefined
      ? []
      : [...(organisation?.problems ?? []), ...(gathered?.problems ?? []), ...result.problems]),
  ]
  return {
    /** Command line that takes over what others have applied, where that is what has to be done. */
    pull: problems.some(({ code }) => PULLED.includes(code)) ? organisation?.pull : undefined,
    /** Names of those that bear roles. */
    hosts: bearing ?? hosts,
    problems: orderProblems(problems, hosts),
    gathered: stage === 'reach' || isDone ? gathered : undefined,
    /** What all checks say, or while the connections are still being tried, what the others say. */
    preflight: result,
    stage,
    isBusy: stage === 'open' || stage === 'look' || stage === 'reach',
    isDone,
  }
}
