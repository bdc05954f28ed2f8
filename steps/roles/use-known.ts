import { useMemo } from 'react'
import { useCell } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { Known } from '../../src/wizard/draft.js'
import { knownFacts } from '../../src/wizard/probe/probe-board.js'

type Source = Pick<StepProps, 'bench' | 'learned'>

/** Releases and what the hosts have told, also while they are still being probed. */
export function useKnown({ bench, learned }: Source): Known {
  const probes = useCell(learned.probes)
  const gathered = useCell(learned.gathered)
  return useMemo(
    () => ({ releases: bench.releases, facts: knownFacts(probes, gathered) }),
    [bench.releases, probes, gathered],
  )
}

export function knownNow({ bench, learned }: Source): Known {
  return { releases: bench.releases, facts: knownFacts(learned.probes.get(), learned.gathered.get()) }
}
