import { awaitSettled } from '../actions/turn.js'
import type { HostFacts } from '../facts/host-facts.js'
import { questionsFor } from '../planner/questions.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import { askFacts, askFactsUnlessBusy } from './ask-facts.js'
import type { EngineInput } from './engine.js'
import { againWhenLost, type HostLink } from './host-link.js'

/**
 * All facts of one host: one connection, one exec; `settled`: once nobody works on it any more. A kept connection
 * may have died since it was used last, so it is made again; a host that is away to begin with is not waited for.
 */
export async function gatherHost(
  input: EngineInput,
  link: HostLink,
  { signal, settled = false }: { signal?: AbortSignal; settled?: boolean } = {},
): Promise<HostFacts> {
  await link.transport(signal)
  const questions = questionsFor(input.topology, input.release, link.host)
  const ask = async (transport: Transport) => {
    if (settled) {
      const facts = await askFactsUnlessBusy(transport, link.host.name, questions, signal)
      if (facts !== undefined) return facts
      await transport.run(jobFor({ kind: 'settle' }, awaitSettled), {
        changesNothing: true,
        ...(signal === undefined ? {} : { signal }),
      })
    }
    return askFacts(transport, link.host.name, questions, signal)
  }
  return againWhenLost(link, signal, ask, () => {})
}
