import { useMemo } from 'react'
import type { StepProps } from '../../src/ui/screen/step.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import { type Cell, cell } from '../../src/wizard/cell.js'
import type { Known } from '../../src/wizard/known.js'
import { knownFacts } from '../../src/wizard/known-facts.js'
import { NO_PROBES, type ProbeBoard } from '../../src/wizard/probe/probe-board.js'

type Source = Pick<StepProps, 'bench' | 'session'>

/** Releases and what the hosts have told, also while they are still being probed. */
export function useKnown({ bench, session }: Source): Known {
  const probes = useCell(probesOf(session))
  const look = useCell(session.look)
  return useMemo(
    () => ({ releases: bench.releases, facts: knownFacts(probes, look) }),
    [bench.releases, probes, look],
  )
}

export function knownNow({ bench, session }: Source): Known {
  return { releases: bench.releases, facts: knownFacts(probesOf(session).get(), session.look.get()) }
}

const NOTHING_PROBED = cell(NO_PROBES)

function probesOf(session: Source['session'] & { readonly probes?: Cell<ProbeBoard> }): Cell<ProbeBoard> {
  return session.probes ?? NOTHING_PROBED
}
