import { GENERATIONS_KEPT } from '../actions/keep-record.js'
import type { Code } from '../errors/codes/index.js'
import type { RecordHead } from '../facts/record.js'
import { RECORD_VERSION } from './record.js'

/** Tells one record from any other. */
export type Generation = Pick<RecordHead, 'generation' | 'body'>

/** What this folder has applied last, and what it would apply now. */
export interface OwnRecord {
  readonly organisation: string
  /** Of what it has applied; absent: nothing yet. */
  readonly applied?: Pick<RecordHead, 'id' | 'generation' | 'body' | 'content'>
  /** What it was before, as far as anybody remembers. */
  readonly earlier: readonly Generation[]
  /** The hosts that are part of it by what was applied last, with all that may be installed there. */
  readonly members: readonly {
    readonly host: string
    readonly address?: string
    readonly instances: readonly string[]
  }[]
  /** Hosts have shown that something which was part of it is gone for good: all are to keep that. */
  readonly isOutdated?: boolean
  /** Sums up what it would apply now, as `RecordHead.content` does. */
  readonly content: string
  /** Made with the secrets of this folder; absent: it has none yet. */
  readonly isOurs?: (head: RecordHead) => boolean
  /** The generation that the operator names to be replaced, whoever of this organisation made it. */
  readonly overwrite?: number
}

/** The record that all hosts are to keep. */
export interface WantedRecord {
  readonly generation: number
  readonly content: string
}

export type RecordVerdict =
  /**
   * `adopt`: the host that has it already, where this folder does not know it; `replaced`: what it takes the place of without
   * having been seen here, by host.
   */
  | {
      readonly kind: 'wanted'
      readonly record: WantedRecord
      readonly adopt?: string
      readonly replaced: Readonly<Record<string, RecordHead>>
    }
  /** Something else was applied by somebody else. `known`: the generation that this folder comes from, 0 where it has applied nothing. */
  | {
      readonly kind: 'refused'
      readonly code: Code
      readonly host: string
      readonly newest: RecordHead
      readonly known: number
    }

/**
 * `seen`: the newest record of each host that has one. Hosts that were away have one that came before what this folder has
 * applied, and catch up; one that never did is of somebody whom this folder has not seen.
 */
export function judgeRecords(own: OwnRecord, seen: Readonly<Record<string, RecordHead>>): RecordVerdict {
  const { applied, content, overwrite } = own
  const known = applied?.generation ?? 0
  const ours = Object.entries(seen).filter(([, { organisation }]) => organisation === own.organisation)
  const strange = strangeRecords(own, seen)
  const isOther = (head: RecordHead) =>
    applied === undefined ? own.isOurs?.(head) === false : applied.id !== head.id
  // No number that is typed takes the hosts of somebody else.
  const first =
    ours.find(([, head]) => isOther(head)) ?? strange.find(([, head]) => head.generation !== overwrite)
  if (first === undefined) {
    const newest = ours.toSorted(([, a], [, b]) => b.generation - a.generation)[0]
    // What it has replaced already is below: to go on with the same command is no mistake.
    if (newest !== undefined && overwrite !== undefined && overwrite > Math.max(known, newest[1].generation))
      return {
        kind: 'refused',
        code: 'record.nothing-to-overwrite',
        host: newest[0],
        newest: newest[1],
        known,
      }
    const last = Math.max(known, ...strange.map(([, { generation }]) => generation))
    const isNew = applied?.content !== content || strange.length > 0 || own.isOutdated === true
    const replaced = Object.fromEntries(strange)
    return { kind: 'wanted', record: { generation: last + (isNew ? 1 : 0), content }, replaced }
  }
  const [host, head] = first
  const refuse = (code: Code): RecordVerdict => ({ kind: 'refused', code, host, newest: head, known })
  if (head.version > RECORD_VERSION) return refuse('record.newer-version')
  if (isOther(head)) return refuse('record.other-organisation')
  const isForked =
    head.generation <= known ||
    strange.some(([, one]) => one.generation === head.generation && one.body !== head.body)
  if (isForked && head.content !== content) return refuse('record.two-of-one-number')
  // Who has made the same of it elsewhere has lost nothing by it.
  if (head.content === content && head.generation >= known)
    return { kind: 'wanted', record: { generation: head.generation, content }, adopt: host, replaced: {} }
  if (applied === undefined) return refuse('record.nothing-applied')
  return refuse(isForked ? 'record.two-of-one-number' : 'record.newer')
}

/** What a folder has applied or taken over, and what that was before: all that it knows. */
export type Lineage = Pick<OwnRecord, 'organisation' | 'applied' | 'earlier'>

/** Hosts with something of this organisation that the folder does not know, the newest first. */
export function strangeRecords(
  { organisation, applied, earlier }: Lineage,
  seen: Readonly<Record<string, RecordHead>>,
): (readonly [host: string, head: RecordHead])[] {
  const lineage = applied === undefined ? earlier : [applied, ...earlier]
  const isKnown = (head: RecordHead) =>
    lineage.some(({ generation, body }) => generation === head.generation && body === head.body)
  return Object.entries(seen)
    .filter(([, head]) => head.organisation === organisation && !isKnown(head) && !isForgotten(head, earlier))
    .toSorted(([, a], [, b]) => b.generation - a.generation)
}

/** Of what came before all that is remembered nobody can tell: it is taken for one of them. */
export function isForgotten(
  { generation }: Pick<Generation, 'generation'>,
  earlier: readonly Generation[],
): boolean {
  return earlier.length >= GENERATIONS_KEPT && earlier.every((one) => one.generation > generation)
}
