import { readRecord } from '../../actions/keep-record.js'
import type { Code } from '../../errors/codes/index.js'
import { fault, InstallerError } from '../../errors/problem.js'
import type { Say } from '../../i18n/say.js'
import { recordVerdict, refusal } from '../../preflight/checks/record.js'
import {
  isSigned,
  LARGEST_RECORD,
  type OrganisationRecord,
  parseRecord,
  type Sign,
} from '../../record/record.js'
import type { Engine, Facts } from '../../runner/engine.js'
import type { Secrets } from '../../state/secrets.js'
import type { Topology } from '../../topology/topology.js'
import { jobFor } from '../../transports/errand.js'
import type { Transport } from '../../transports/transport.js'
import { differenceText } from '../../ui/difference-text.js'
import type { FolderRecord } from './record.js'

interface Fetch {
  readonly host: string
  readonly generation: number
  /** Absent: nobody here has the secrets that it was signed with. */
  readonly sign?: Sign
  readonly signal?: AbortSignal
}

interface Settle {
  readonly record: FolderRecord
  readonly engine: Pick<Engine, 'transport'>
  readonly secrets: Pick<Secrets, 'sign'>
  readonly facts: Facts
  readonly topology: Topology
  /** The folder may be changed. */
  readonly isKept: boolean
  readonly say: Say
}

/**
 * Before a plan: what somebody else has applied is told with what differs, or taken over where it is the same. Throws the
 * problems of records (`preflight/checks/record.ts`).
 */
export async function settleRecord(settle: Settle): Promise<void> {
  const { record, engine, secrets, facts, topology, isKept, say } = settle
  const fetchFrom = async (host: string, generation: number) =>
    fetchRecord(await engine.transport(host), { host, generation, sign: secrets.sign })
  const ownRecord = record.own(facts)
  const verdict = recordVerdict({ ownRecord, topology, facts })
  if (verdict?.kind === 'wanted') {
    if (!isKept) return
    const {
      adopt,
      record: { generation },
      replaced,
    } = verdict
    const theirs = adopt === undefined ? undefined : await fetchFrom(adopt, generation)
    if (theirs !== undefined) record.adopt(theirs)
    const fetched = Object.entries(replaced).map(([host, head]) => fetchFrom(host, head.generation))
    record.replace((await Promise.all(fetched)).filter((one) => one !== undefined))
    return
  }
  if (verdict?.kind !== 'refused' || !DIFFERENCE_TOLD.includes(verdict.code)) return
  // Without secrets nobody can tell whether it is true: that they are missing is told by who plans.
  if (ownRecord.isOurs === undefined) return
  const theirs = await fetchFrom(verdict.host, verdict.newest.generation)
  if (theirs === undefined) return
  const output = differenceText({ ...record.texts(), theirs: theirs.body.file }, 'org.yaml', say)
  throw new InstallerError({ ...refusal(verdict), output })
}

const DIFFERENCE_TOLD: readonly Code[] = [
  'record.newer',
  'record.two-of-one-number',
  'record.nothing-applied',
]

/**
 * A generation of the record as a host keeps it; undefined where it does not, or no more. Throws `record.damaged`,
 * `record.newer-version`, and `record.not-signed` for one that somebody without the organisation's secrets has made.
 */
export async function fetchRecord(
  transport: Transport,
  { host, generation, sign, signal }: Fetch,
): Promise<OrganisationRecord | undefined> {
  const { output } = await transport.run(
    jobFor({ kind: 'read-record', generation }, readRecord(generation)),
    {
      raw: true,
      changesNothing: true,
      ...(signal === undefined ? {} : { signal }),
    },
  )
  if (output.trim() === '') return undefined
  if (output.length > LARGEST_RECORD)
    throw fault('record.damaged', { from: host, reason: 'it is too large' }, { host })
  const record = parseRecord(output, host)
  if (record.head.generation !== generation)
    throw fault(
      'record.damaged',
      { from: host, reason: `it says generation ${record.head.generation}` },
      { host },
    )
  if (sign !== undefined && !isSigned(record, sign)) {
    const { organisation } = record.head
    throw fault('record.not-signed', { from: host, organisation }, { host })
  }
  return record
}
