import type { Hold } from '../actions/hold.js'
import { fault } from '../errors/problem.js'
import { gatherScript, parseFacts } from '../facts/gather.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { Questions } from '../facts/questions.js'
import { questionsFor } from '../planner/questions.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import type { EngineInput } from './engine.js'
import { againWhenLost, type HostLink } from './host-link.js'

const GATHER_TIMEOUT_SECONDS = 60

/** All facts of a host in one round trip over a connection that stands. Throws `run.facts-incomplete`. */
export async function askFacts(
  transport: Transport,
  host: string,
  questions: Questions,
  signal?: AbortSignal,
): Promise<HostFacts> {
  const job = jobFor({ kind: 'gather', questions }, gatherScript(questions))
  const sentAtMs = Date.now()
  const { output } = await transport.run(job, {
    raw: true,
    changesNothing: true,
    timeoutSeconds: GATHER_TIMEOUT_SECONDS,
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    return parseFacts(output, { sentAtMs, receivedAtMs: Date.now() })
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw fault('run.facts-incomplete', { host, reason: cause.message }, { host }, cause)
  }
}

/**
 * All facts of one host: one connection, one exec, and `hold` is tried with it. A kept connection may have died since it was
 * used last, so it is made again; a host that is away to begin with is not waited for.
 */
export async function gatherHost(
  input: EngineInput,
  link: HostLink,
  { signal, hold }: { signal?: AbortSignal | undefined; hold?: Hold | undefined } = {},
): Promise<HostFacts> {
  await link.transport(signal)
  const questions = questionsFor(input.topology, input.release, link.host)
  const askHeld = (transport: Transport) => {
    if (hold !== undefined) transport.hold(hold)
    return askFacts(transport, link.host.name, questions, signal)
  }
  return againWhenLost(link, signal, askHeld, () => {})
}
