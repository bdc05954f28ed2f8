import { awaitSettled, BUSY, unlessBusy } from '../actions/turn.js'
import { fault } from '../errors/problem.js'
import { gatherScript, parseFacts } from '../facts/gather.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { Questions } from '../facts/questions.js'
import { lines } from '../lib/command.js'
import { questionsFor } from '../planner/questions.js'
import { type Job, jobFor } from '../transports/errand.js'
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
  return (await ask(transport, host, job, signal)).facts()
}

async function ask(transport: Transport, host: string, job: Job, signal: AbortSignal | undefined) {
  const sentAtMs = Date.now()
  const { exitCode, output } = await transport.run(job, {
    raw: true,
    changesNothing: true,
    timeoutSeconds: GATHER_TIMEOUT_SECONDS,
    ...(signal === undefined ? {} : { signal }),
  })
  const trip = { sentAtMs, receivedAtMs: Date.now() }
  const facts = () => {
    try {
      return parseFacts(output, trip)
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause
      throw fault('run.facts-incomplete', { host, reason: cause.message }, { host }, cause)
    }
  }
  return { exitCode, facts }
}

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
  const askSettled = async (transport: Transport) => {
    if (settled) {
      const job = jobFor({ kind: 'gather', questions }, lines(unlessBusy, gatherScript(questions)))
      const { exitCode, facts } = await ask(transport, link.host.name, job, signal)
      if (exitCode !== BUSY) return facts()
      await transport.run(jobFor({ kind: 'settle' }, awaitSettled), {
        changesNothing: true,
        ...(signal === undefined ? {} : { signal }),
      })
    }
    return askFacts(transport, link.host.name, questions, signal)
  }
  return againWhenLost(link, signal, askSettled, () => {})
}
