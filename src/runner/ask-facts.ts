import { InstallerError, problem } from '../errors/problem.js'
import { gatherScript, parseFacts } from '../facts/gather.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { Questions } from '../facts/questions.js'
import { type Job, jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'

const GATHER_TIMEOUT_SECONDS = 60

/** All facts of a host in one round trip over a connection that stands. Throws `run.facts-incomplete`. */
export async function askFacts(
  transport: Transport,
  host: string,
  questions: Questions,
  signal?: AbortSignal,
): Promise<HostFacts> {
  const sentAtMs = Date.now()
  const { output } = await transport.run(gatherJob(questions), {
    raw: true,
    changesNothing: true,
    timeoutSeconds: GATHER_TIMEOUT_SECONDS,
    ...(signal === undefined ? {} : { signal }),
  })
  const trip = { sentAtMs, receivedAtMs: Date.now() }
  try {
    return parseFacts(output, trip)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new InstallerError(problem('run.facts-incomplete', { host, reason: cause.message }, { host }), {
      cause,
    })
  }
}

/** All questions to one host as one script; parse the answer with `parseFacts`. */
export function gatherJob(questions: Questions): Job {
  return jobFor({ kind: 'gather', questions }, gatherScript(questions))
}
