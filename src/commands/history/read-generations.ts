import { readRecords } from '../../actions/keep-record.js'
import { fault, InstallerError, type Problem } from '../../errors/problem.js'
import { isSigned, type OrganisationRecord, parseRecord, type Sign } from '../../record/record.js'
import type { Facts } from '../../runner/engine.js'
import { jobFor } from '../../transports/errand.js'
import type { Organisation } from '../organisation/organisation.js'

/** A generation that a host keeps; nothing of one that can't be trusted but its number. */
export type KeptGeneration =
  | { readonly generation: number; readonly record: OrganisationRecord }
  | { readonly generation: number; readonly record?: never; readonly trouble: Problem }

export interface KeptGenerations {
  readonly host: string
  /** The newest first. */
  readonly generations: readonly KeptGeneration[]
}

interface Reading {
  readonly facts: Facts
  /** By the folder's secrets. */
  readonly sign: Sign
  readonly signal: AbortSignal
}

/**
 * What the host with the newest record keeps, in one round trip; undefined where none that has answered has any. Whoever is
 * root on a host may write any number there, so that the next host is asked where the newest is not signed.
 */
export async function readGenerations(
  organisation: Organisation,
  { facts, sign, signal }: Reading,
): Promise<KeptGenerations | undefined> {
  let first: KeptGenerations | undefined
  for (const host of hostsByRecord(organisation, facts)) {
    const kept = await readFrom(organisation, host, { sign, signal })
    if (kept.generations[0]?.record !== undefined) return kept
    first ??= kept
  }
  return first
}

/** Those that have answered with a record of this organisation, the newest first. */
function hostsByRecord({ topology }: Organisation, facts: Facts): string[] {
  const newest = (host: string) => facts[host]?.record?.generation ?? 0
  return topology.hosts
    .filter(
      ({ name, byHand }) => byHand !== true && facts[name]?.record?.organisation === topology.organisation,
    )
    .map(({ name }) => name)
    .toSorted((a, b) => newest(b) - newest(a))
}

async function readFrom(
  { engine, topology }: Organisation,
  host: string,
  { sign, signal }: Pick<Reading, 'sign' | 'signal'>,
): Promise<KeptGenerations> {
  const transport = await engine.transport(host)
  const job = jobFor({ kind: 'read-records' }, readRecords)
  const { output } = await transport.run(job, { raw: true, changesNothing: true, signal })
  const lines = output.split('\n')
  const generations: KeptGeneration[] = []
  for (let at = 0; at + 3 <= lines.length; at += 3) {
    const [name = '', head = '', body = ''] = lines.slice(at, at + 3)
    const generation = /^\d{9}\.json$/.test(name) ? Number.parseInt(name, 10) : 0
    if (generation > 0)
      generations.push(verified({ generation, text: `${head}\n${body}\n`, host, sign }, topology))
  }
  return { host, generations }
}

interface Kept {
  readonly generation: number
  readonly text: string
  readonly host: string
  readonly sign: Sign
}

function verified(
  { generation, text, host, sign }: Kept,
  { organisation }: Organisation['topology'],
): KeptGeneration {
  try {
    const record = parseRecord(text, host)
    const { head } = record
    if (!isSigned(record, sign) || head.organisation !== organisation)
      throw fault('record.not-signed', { from: host, organisation }, { host })
    if (head.generation !== generation)
      throw fault('record.damaged', { from: host, reason: `it says generation ${head.generation}` }, { host })
    return { generation, record }
  } catch (error) {
    const [trouble] = error instanceof InstallerError ? error.problems : []
    if (trouble === undefined) throw error
    return { generation, trouble }
  }
}
