import type { RecordHead } from '../facts/record.js'
import { type Generation, type Lineage, strangeRecords } from './judge-records.js'

type Seen = readonly [host: string, head: RecordHead]

export type Choice =
  /** Nothing that the folder does not know. */
  | { readonly kind: 'none' }
  /** Of one number, and not the same: a person has to choose. One host for each. */
  | { readonly kind: 'several'; readonly each: readonly Seen[] }
  /** All hosts that have it. */
  | { readonly kind: 'one'; readonly hosts: readonly Seen[] }

/** The newest that the folder does not know, or what the host `from` has. */
export function chooseRecord(
  own: Lineage,
  seen: Readonly<Record<string, RecordHead>>,
  from?: string,
): Choice {
  const strange = strangeRecords(own, seen)
  const meant = strange.find(([host]) => from === undefined || host === from)
  if (meant === undefined) return { kind: 'none' }
  const [, { generation, body }] = meant
  const ofThatNumber = strange.filter(([, head]) => head.generation === generation)
  const each = ofThatNumber.filter(
    ([, head], at) => ofThatNumber.findIndex((one) => one[1].body === head.body) === at,
  )
  if (from === undefined && each.length > 1) return { kind: 'several', each }
  const hosts = ofThatNumber.filter(([, head]) => head.body === body)
  return {
    kind: 'one',
    hosts: [...hosts.filter(([host]) => host === from), ...hosts.filter(([host]) => host !== from)],
  }
}

/** The newest that both come from; undefined where nobody remembers any. Each begins with what it is itself. */
export function commonGeneration(
  mine: readonly Generation[],
  theirs: readonly Generation[],
): Generation | undefined {
  return mine.find(({ generation, body }) =>
    theirs.some((one) => one.generation === generation && one.body === body),
  )
}
