import { InstallerError } from '../errors/problem.js'
import { groupBy } from '../lib/group-by.js'
import { closedPairs } from '../preflight/closed.js'
import { dialCommand, parseDial } from '../preflight/dial.js'
import type { TriedClosed } from '../roles/check.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'
import type { EngineInput, Facts } from './engine.js'

/** Tries what should be closed: every host by one script, and this computer. Without a result where it could not be tried. */
export async function tryClosed(
  { topology, dial }: Pick<EngineInput, 'topology' | 'dial'>,
  facts: Facts,
  connect: (host: string) => Promise<Transport>,
  signal?: AbortSignal,
): Promise<readonly TriedClosed[]> {
  const { pairs, silent } = closedPairs(topology, facts)
  const byDialler = [...groupBy(pairs, ({ from }) => from ?? '')]
  const tried = await Promise.all(
    byDialler.map(async ([from, targets]): Promise<readonly TriedClosed[]> => {
      if (from === '') {
        const results = await dial?.(targets, signal)
        return targets.map((one, i) => ({ ...one, ...withResult(results?.[i]) }))
      }
      try {
        const job = jobFor({ kind: 'dial', targets }, dialCommand(targets))
        const options = { raw: true as const, changesNothing: true as const, ...(signal && { signal }) }
        const { output } = await (await connect(from)).run(job, options)
        const wanted = targets.map((one, i) => ({ ...one, from, purpose: String(i) }))
        const results = new Map(parseDial(output, wanted).map((one) => [one.purpose, one.result]))
        return targets.map((one, i) => ({ ...one, ...withResult(results.get(String(i))) }))
      } catch (error) {
        if (!(error instanceof InstallerError) || signal?.aborted) throw error
        return targets
      }
    }),
  )
  return [...tried.flat(), ...silent]
}

function withResult(result: TriedClosed['result']): Pick<TriedClosed, 'result'> {
  return result === undefined ? {} : { result }
}
