import { type Problem, problemsOf } from '../../errors/problem.js'
import type { RecordHead } from '../../facts/record.js'
import type { OrganisationRecord, Sign } from '../../record/record.js'
import { type KeptStanding, standingOf } from '../../record/standing.js'
import { askFacts } from '../../runner/ask-facts.js'
import type { Host } from '../../topology/topology.js'
import type { ConnectOptions } from '../../transports/connect-options.js'
import type { Machines } from '../organisation/machines.js'
import { ONLY_FIXED } from './read-first.js'

/** What another host of the organisation keeps, or why nobody knows. */
export type OtherHost = { readonly host: string } & (
  | { readonly standing: KeptStanding; readonly head?: RecordHead }
  | { readonly standing: 'unknown'; readonly problem: Problem }
)

interface Asking {
  readonly record: OrganisationRecord
  readonly sign: Sign
  readonly connect: Machines['connect']
  /** With the host keys of the record; a key that is not among them is refused. */
  readonly options: ConnectOptions & { readonly signal: AbortSignal }
}

/** All at once; a host that does not answer keeps nobody waiting longer than a connection takes. */
export function askOthers(hosts: readonly Host[], asking: Asking): Promise<OtherHost[]> {
  return Promise.all(hosts.map((host) => askOne(host, asking)))
}

async function askOne(host: Host, { record, sign, connect, options }: Asking): Promise<OtherHost> {
  const { name } = host
  try {
    const transport = await connect(host, options)
    try {
      const { record: head } = await askFacts(transport, name, ONLY_FIXED, options.signal)
      return { host: name, standing: standingOf(record, head, sign), ...(head === undefined ? {} : { head }) }
    } finally {
      await transport.close()
    }
  } catch (error) {
    options.signal.throwIfAborted()
    const [problem] = problemsOf(error)
    if (problem === undefined) throw error
    return { host: name, standing: 'unknown', problem }
  }
}
