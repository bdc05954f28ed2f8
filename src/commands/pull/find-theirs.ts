import { fault, InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { RecordHead } from '../../facts/record.js'
import { groupBy } from '../../lib/group-by.js'
import { chooseRecord, commonGeneration } from '../../record/choose-record.js'
import { isForgotten, type Lineage, strangeRecords } from '../../record/judge-records.js'
import {
  isSigned,
  type OrganisationRecord,
  RECORD_VERSION,
  type RecordBody,
  type Sign,
} from '../../record/record.js'
import { whenOf, whoOf } from '../../ui/record-text.js'
import { fetchRecord } from '../organisation/fetch-record.js'
import type { Organisation } from '../organisation/organisation.js'
import { invalidOption } from '../program/option.js'
import type { Session } from '../program/session.js'

export interface Search {
  readonly session: Session
  readonly organisation: Pick<Organisation, 'engine' | 'folder' | 'topology'>
  /** The newest record of each host that has one. */
  readonly seen: Readonly<Record<string, RecordHead>>
  readonly lineage: Lineage
  /** Absent: the folder has no secrets. */
  readonly sign?: Sign | undefined
  /** The host that the operator has chosen. */
  readonly from?: string | undefined
}

export interface Theirs {
  readonly host: string
  readonly record: OrganisationRecord
  /** What other hosts have that can't be used. */
  readonly problems: readonly Problem[]
}

/**
 * The newest record that this folder does not know; undefined where there is none. Throws `record.choose`,
 * `record.none-on-host`, `record.newer-version`, `record.other-secrets`, and where no host has the whole of it what is wrong with it.
 */
export async function findTheirs(search: Search): Promise<Theirs | undefined> {
  const { organisation, lineage, sign, from } = search
  refuseUnknownHost(search)
  const isForged = (head: RecordHead) =>
    sign !== undefined && head.version <= RECORD_VERSION && !isSigned({ head }, sign)
  const forged = strangeRecords(lineage, search.seen).filter(([, head]) => isForged(head))
  const problems = forged.map(([host, head]) =>
    problem('record.not-signed', { from: host, organisation: head.organisation }, { host }),
  )
  if (forged.some(([host]) => host === from)) throw new InstallerError(problems)
  const seen = Object.fromEntries(Object.entries(search.seen).filter(([, head]) => !isForged(head)))
  const choice = chooseRecord(lineage, seen, from)
  if (choice.kind === 'several') throw toChoose(organisation, choice.each)
  if (choice.kind === 'none') {
    if (problems.length > 0) throw noneSigned(search, problems)
    return undefined
  }
  for (const [host, head] of choice.hosts) {
    if (head.version > RECORD_VERSION)
      throw fault('record.newer-version', { from: host, program: head.program }, { host })
    try {
      const record = await fetched(search, host, head.generation)
      if (record?.head.body === head.body) return { host, record, problems: problems.map(asWarning) }
      problems.push(problem('record.damaged', { from: host, reason: 'it is gone' }, { host }))
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error
      problems.push(...error.problems)
    }
  }
  throw new InstallerError(problems)
}

/** What both go on from, of what any host still keeps; undefined where nobody knows. */
export async function commonBase(
  search: Search & { readonly sign: Sign },
  applied: OrganisationRecord | undefined,
  theirs: OrganisationRecord,
): Promise<RecordBody | undefined> {
  if (applied === undefined) return undefined
  const common = commonGeneration(
    [applied.head, ...applied.body.earlier],
    [theirs.head, ...theirs.body.earlier],
  )
  const isBefore = common === undefined && isForgotten(applied.head, theirs.body.earlier)
  if (isBefore || common?.body === applied.head.body) return applied.body
  for (const host of common === undefined ? [] : Object.keys(search.seen)) {
    const record = await fetched(search, host, common?.generation ?? 0).catch((error: unknown) => {
      if (error instanceof InstallerError) return undefined
      throw error
    })
    if (record?.head.body === common?.body) return record?.body
  }
  return undefined
}

/** Something that the folder does not come from, and the hosts that keep it. */
export interface LeftBehind {
  readonly hosts: readonly string[]
  readonly head: RecordHead
  /** This folder came from it before. */
  readonly isOwn: boolean
}

/** What is strange once the folder comes from `now`. */
export function leftBehind({ seen, lineage, sign }: Search, now: Lineage): LeftBehind[] {
  const others = strangeRecords(lineage, seen).map(([, { body }]) => body)
  const strange = strangeRecords(now, seen).filter(
    ([, head]) => sign !== undefined && isSigned({ head }, sign),
  )
  return [...groupBy(strange, ([, { body }]) => body).values()].flatMap((same) => {
    const [[, head] = []] = same
    if (head === undefined) return []
    return [{ hosts: same.map(([host]) => host), head, isOwn: !others.includes(head.body) }]
  })
}

async function fetched({ session, organisation, sign }: Search, host: string, generation: number) {
  const transport = await organisation.engine.transport(host)
  const { stop: signal } = session.world.interrupts
  return fetchRecord(transport, { host, generation, signal, ...(sign === undefined ? {} : { sign }) })
}

/** A folder that has applied nothing has its secrets from elsewhere, or made them anew. */
function noneSigned({ organisation, lineage }: Search, problems: readonly Problem[]): InstallerError {
  const [{ where: { host: from = '' } = {} } = {}] = problems
  if (lineage.applied !== undefined) return new InstallerError(problems)
  const { secrets: path } = organisation.folder
  const { organisation: name } = organisation.topology
  return fault('record.other-secrets', { path, from, organisation: name }, { file: path })
}

function refuseUnknownHost({ organisation: { topology }, seen, from }: Search): void {
  if (from === undefined) return
  const hosts = topology.hosts.map(({ name }) => name)
  if (!hosts.includes(from)) throw invalidOption('--from', from, hosts.join(', '))
  if (seen[from]?.organisation !== topology.organisation)
    throw fault('record.none-on-host', { host: from, organisation: topology.organisation }, { host: from })
}

/** Each by who made it and when, and the command that takes it. */
function toChoose(
  { topology }: Search['organisation'],
  each: readonly (readonly [host: string, head: RecordHead])[],
): InstallerError {
  const [, { generation = 0 } = {}] = each[0] ?? []
  const details = {
    organisation: topology.organisation,
    generation,
    commands: each.map(([host]) => `  \`create-metis-node pull --from ${host}\``).join('\n'),
  }
  const output = each.map(([host, head]) => `${host}: ${whoOf(head)}, ${whenOf(head)}`)
  return new InstallerError({ ...problem('record.choose', details), output })
}

function asWarning(one: Problem): Problem {
  return { ...one, severity: 'warning' }
}
