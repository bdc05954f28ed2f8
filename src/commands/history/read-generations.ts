import { fault, InstallerError, type Problem } from '../../errors/problem.js'
import { isSigned, type OrganisationRecord, type Sign } from '../../record/record.js'
import type { Facts } from '../../runner/engine.js'
import { type KeptRecord, keptRecords, parseKept } from '../organisation/kept-records.js'
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
  /** Asks other hosts as well until one keeps this generation. */
  readonly generation?: number
}

/**
 * What the host with the newest record keeps, in one round trip; undefined where none that has answered has any. Whoever is
 * root on a host may write any number there, so that the next host is asked where the newest is not signed.
 */
export async function readGenerations(
  organisation: Organisation,
  { facts, sign, signal, generation }: Reading,
): Promise<KeptGenerations | undefined> {
  let best: KeptGenerations | undefined
  for (const host of hostsByRecord(organisation, facts)) {
    const kept = await readFrom(organisation, host, { sign, signal })
    const isTrue = isTrusted(kept)
    if (isTrue && (generation === undefined || kept.generations.some((one) => one.generation === generation)))
      return kept
    if (best === undefined || (isTrue && !isTrusted(best))) best = kept
  }
  return best
}

function isTrusted({ generations: [newest] }: KeptGenerations): boolean {
  return newest?.record !== undefined
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
  const kept = await keptRecords(transport, host, signal)
  return { host, generations: kept.map((one) => verified(one, sign, topology)) }
}

function verified(kept: KeptRecord, sign: Sign, { organisation }: Organisation['topology']): KeptGeneration {
  const { host, generation } = kept
  try {
    const record = parseKept(kept)
    if (!isSigned(record, sign) || record.head.organisation !== organisation)
      throw fault('record.not-signed', { from: host, organisation }, { host })
    return { generation, record }
  } catch (error) {
    const [trouble] = error instanceof InstallerError ? error.problems : []
    if (trouble === undefined) throw error
    return { generation, trouble }
  }
}

export function generationGone(generation: number, kept: readonly number[], host = 'applied.jsonl') {
  return fault('record.generation-gone', { generation, from: host, kept: kept.join(', ') || '-' })
}
