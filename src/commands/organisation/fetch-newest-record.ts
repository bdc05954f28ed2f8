import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { OrganisationRecord } from '../../record/record.js'
import type { Transport } from '../../transports/transport.js'
import { keptRecords, parseKept } from './kept-records.js'

/**
 * The newest record of a host that is whole, and what is said of newer ones; undefined where it keeps none. Nobody has the secrets
 * yet that it was signed with. Throws `record.newer-version`, and `record.damaged` where none is whole.
 */
export async function fetchNewestRecord(
  transport: Transport,
  host: string,
  signal: AbortSignal,
): Promise<{ readonly record: OrganisationRecord; readonly problems: readonly Problem[] } | undefined> {
  const all = await keptRecords(transport, host, signal)
  let damaged: InstallerError | undefined
  for (const kept of all) {
    try {
      const record = parseKept(kept)
      const details = { from: host, newest: all[0]?.generation ?? 0, taken: kept.generation }
      const warning = problem('record.former-taken', details, { host }, 'warning')
      return { record, problems: damaged === undefined ? [] : [warning] }
    } catch (error) {
      if (!(error instanceof InstallerError) || error.problems[0]?.code !== 'record.damaged') throw error
      damaged ??= error
    }
  }
  if (damaged !== undefined) throw damaged
  return undefined
}
