import { InstallerError, problem } from '../errors/problem.js'
import { gatherScript, parseFacts } from '../facts/gather.js'
import type { HostFacts } from '../facts/host-facts.js'
import { questionsFor } from '../planner/questions.js'
import type { EngineInput } from './engine.js'
import type { HostLink } from './host-link.js'
import { awaitSettled } from './turn.js'

const GATHER_TIMEOUT_SECONDS = 60

/** All facts of one host: one connection, one exec; `settled`: once nobody works on it any more. */
export async function gatherHost(
  input: EngineInput,
  link: HostLink,
  { signal, settled = false }: { signal?: AbortSignal; settled?: boolean } = {},
): Promise<HostFacts> {
  const transport = await link.transport(signal)
  if (settled) await transport.run(awaitSettled, signal === undefined ? {} : { signal })
  const script = gatherScript(questionsFor(input.topology, input.release, link.host))
  const sentAtMs = Date.now()
  const { output } = await transport.run(script, {
    raw: true,
    timeoutSeconds: GATHER_TIMEOUT_SECONDS,
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    return parseFacts(output, { sentAtMs, receivedAtMs: Date.now() })
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    const host = link.host.name
    throw new InstallerError(problem('run.facts-incomplete', { host, reason: cause.message }, { host }), {
      cause,
    })
  }
}
