import { readRecords } from '../../actions/keep-record.js'
import { fault } from '../../errors/problem.js'
import { LARGEST_RECORD, type OrganisationRecord, parseRecord } from '../../record/record.js'
import { jobFor } from '../../transports/errand.js'
import type { Transport } from '../../transports/transport.js'

/** A generation as a host keeps it, whoever wrote it there. */
export interface KeptRecord {
  readonly host: string
  /** As its file's name says. */
  readonly generation: number
  readonly text: string
}

/** All that a host keeps, the newest first, in one round trip. */
export async function keptRecords(
  transport: Transport,
  host: string,
  signal: AbortSignal,
): Promise<readonly KeptRecord[]> {
  const job = jobFor({ kind: 'read-records' }, readRecords)
  const { output } = await transport.run(job, { raw: true, changesNothing: true, signal })
  const lines = output.split('\n')
  return Array.from({ length: Math.floor(lines.length / 3) }).flatMap((_, i) => {
    const [name = '', head = '', body = ''] = lines.slice(3 * i, 3 * i + 3)
    const generation = /^\d{9}\.json$/.test(name) ? Number.parseInt(name, 10) : 0
    return generation > 0 ? [{ host, generation, text: `${head}\n${body}\n` }] : []
  })
}

/**
 * What it says, if that is of this form and of that generation; who made it is not looked at. Throws `record.damaged`,
 * `record.newer-version`.
 */
export function parseKept({ host, generation, text }: KeptRecord): OrganisationRecord {
  if (text.length > LARGEST_RECORD)
    throw fault('record.damaged', { from: host, reason: 'it is too large' }, { host })
  const record = parseRecord(text, host)
  const { generation: said } = record.head
  if (said === generation) return record
  throw fault('record.damaged', { from: host, reason: `it says generation ${said}` }, { host })
}
