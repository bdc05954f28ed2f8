import { groupBy } from '../lib/group-by.js'
import { dialCommand, parseDial } from '../preflight/dial.js'
import { type Listening, listenCommand, parseListening, stopListeningCommand } from '../preflight/listen.js'
import { answerable, listenTargets, wantedReach } from '../preflight/reach.js'
import type { Reach } from '../roles/check.js'
import { portsOf } from '../roles/ports.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import type { EngineInput, Facts } from './engine.js'

/** Listeners end by themselves after this, should nobody be left to end them. */
const LISTEN_SECONDS = 45

type Connect = (host: string) => Promise<Transport>

/**
 * Tries every TCP connection that the organisation will need: temporary listeners where no service listens yet,
 * then every host dials. Three round trips per host; changes nothing.
 */
export async function tryReach(
  { topology }: Pick<EngineInput, 'topology'>,
  facts: Facts,
  connect: Connect,
  signal?: AbortSignal,
): Promise<readonly Reach[]> {
  const options = { raw: true as const, ...(signal === undefined ? {} : { signal }) }
  const wanted = wantedReach(
    topology,
    topology.instances.map((instance) => ({ instance, uses: portsOf(instance) })),
  )
  const hosts = Object.keys(facts)
  const listening = new Map<string, Listening>()
  try {
    await Promise.all(
      hosts.map(async (host) => {
        const here = facts[host]
        const targets = here === undefined ? [] : listenTargets(wanted, topology, here, host)
        if (targets.length === 0) return
        const listen = jobFor(
          { kind: 'listen', targets, seconds: LISTEN_SECONDS },
          listenCommand(targets, LISTEN_SECONDS),
        )
        const { output } = await (await connect(host)).run(listen, options)
        listening.set(host, parseListening(output))
      }),
    )
    const endpoints = Object.fromEntries([...listening].map(([host, { endpoints }]) => [host, endpoints]))
    const worth = groupBy(answerable(wanted, topology, facts, endpoints), ({ from }) => from)
    const tried = await Promise.all(
      hosts.map(async (host) => {
        const targets = worth.get(host)
        if (targets === undefined) return []
        const job = jobFor({ kind: 'dial', targets }, dialCommand(targets))
        return parseDial((await (await connect(host)).run(job, options)).output, targets)
      }),
    )
    return tried.flat()
  } finally {
    await Promise.all([...listening].map(([host, { pid }]) => stopListening(host, pid, connect)))
  }
}

/** A host that is gone by now ends its listeners by itself. */
async function stopListening(host: string, pid: number | undefined, connect: Connect): Promise<void> {
  if (pid === undefined) return
  await connect(host)
    .then((transport) => transport.run(jobFor({ kind: 'stop-listening', pid }, stopListeningCommand(pid))))
    .catch(() => {})
}
