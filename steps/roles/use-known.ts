import { useMemo } from 'react'
import { useCell } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { Known } from '../../src/wizard/draft.js'
import { knownFacts } from '../../src/wizard/known-facts.js'

type Source = Pick<StepProps, 'bench' | 'session'>

/** Releases and what the hosts have told, also while they are still being probed. */
export function useKnown({ bench, session }: Source): Known {
  const probes = useCell(session.probes)
  const look = useCell(session.look)
  return useMemo(
    () => ({ releases: bench.releases, facts: knownFacts(probes, look) }),
    [bench.releases, probes, look],
  )
}

export function knownNow({ bench, session }: Source): Known {
  return { releases: bench.releases, facts: knownFacts(session.probes.get(), session.look.get()) }
}
