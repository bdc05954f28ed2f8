import { InstallerError, problem } from '../errors/problem.js'
import { gatherScript, parseFacts } from '../facts/gather.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { Questions } from '../facts/questions.js'
import { questionsFor } from '../planner/questions.js'
import { type Job, jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import type { EngineInput } from './engine.js'
import { againWhenLost, type HostLink } from './host-link.js'
import { awaitSettled } from './turn.js'

const GATHER_TIMEOUT_SECONDS = 60

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
  const stopping = signal === undefined ? {} : { signal }
  const script = gatherJob(questionsFor(input.topology, input.release, link.host))
  const ask = async (transport: Transport) => {
    if (settled) await transport.run(jobFor({ kind: 'settle' }, awaitSettled), stopping)
    const sentAtMs = Date.now()
    const options = { raw: true, timeoutSeconds: GATHER_TIMEOUT_SECONDS, ...stopping } as const
    const { output } = await transport.run(script, options)
    return { output, trip: { sentAtMs, receivedAtMs: Date.now() } }
  }
  const { output, trip } = await againWhenLost(link, signal, ask, () => {})
  try {
    return parseFacts(output, trip)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const host = link.host.name
    throw new InstallerError(problem('run.facts-incomplete', { host, reason: cause.message }, { host }), {
      cause,
    })
  }
}

/** All questions to one host as one script; parse the answer with `parseFacts`. */
export function gatherJob(questions: Questions): Job {
  return jobFor({ kind: 'gather', questions }, gatherScript(questions))
}
