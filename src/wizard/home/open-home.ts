import type { Problem } from '../../errors/problem.js'
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
      return { organisation, asker: createAsker(await look(signal), look, learned.signal) }
    }),
  )
}

/** With all that somebody should see to, what keeps others from working first; advice is for other screens. */
function needingAttention(organisation: OpenOrganisation, gathered: Gathered): Gathered {
  const { topology, problems, preflight } = organisation
  const found: readonly Problem[] = [
    ...gathered.problems,
    ...preflight(gathered, []).problems,
    ...problems,
  ].filter(({ severity }) => severity !== 'advice')
  const hosts = topology.hosts.map(({ name }) => name)
  return { ...gathered, problems: orderProblems(found, hosts) }
}
