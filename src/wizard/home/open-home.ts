import { causeOf, type Problem } from '../../errors/problem.js'
import { upkeep } from '../../preflight/upkeep/index.js'
import { createAsker } from '../live-facts.js'
import { orderProblems } from '../order-problems.js'
import { openedFor, type Preparing, whenOpen } from '../prepare-run.js'
import { readyValue, startWork } from '../start-work.js'
import type { Gathered, OpenOrganisation } from '../workbench.js'
import type { HomeLook } from './at-home.js'

/** Opens the organisation and looks at it, or looks once more where that goes on already. */
export async function openHome(preparing: Preparing): Promise<void> {
  const { draft, learned } = preparing
  const known = readyValue(learned.home.get())
  if (known !== undefined && known.organisation === openedFor(draft, learned)) return known.asker.ask()
  await whenOpen(preparing, (organisation) =>
    startWork<HomeLook>(learned.home, learned.signal, async (signal) => {
      const look = async (stop: AbortSignal) =>
        needingAttention(organisation, await organisation.gather(stop))
      const ending = new AbortController()
      const asking = AbortSignal.any([learned.signal, ending.signal])
      const asker = createAsker(await look(signal), look, asking)
      return { organisation, asker, stop: () => ending.abort() }
    }),
  )
}

/** With all that somebody should see to, what keeps others from working first; advice is for other screens. */
function needingAttention(organisation: OpenOrganisation, gathered: Gathered): Gathered {
  const { topology, release, problems, preflight } = organisation
  const { facts, at } = gathered
  const worn = upkeep({ topology, release, facts, nowMs: Date.parse(at) })
  const now = preflight(gathered, []).problems
  const found: readonly Problem[] = [
    ...gathered.problems,
    ...now,
    // Clocks are a matter of both.
    ...worn.filter((one) => !now.some((other) => causeOf(other) === causeOf(one))),
    ...problems,
  ].filter(({ severity }) => severity !== 'advice')
  const hosts = topology.hosts.map(({ name }) => name)
  return { ...gathered, problems: orderProblems(found, hosts) }
}
