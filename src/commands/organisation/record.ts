import { randomUUID } from 'node:crypto'
import { GENERATIONS_KEPT, RECORD } from '../../actions/keep-record.js'
import { fault, type Problem } from '../../errors/problem.js'
import { LAST_GENERATION, type RecordHead } from '../../facts/record.js'
import { sha256 } from '../../lib/digest.js'
import type { GoneHost, Plan } from '../../planner/plan.js'
import type { OwnRecord, WantedRecord } from '../../record/judge-records.js'
import { isSigned, makeRecord, type OrganisationRecord, type RecordBody } from '../../record/record.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import type { Facts } from '../../runner/engine.js'
import { readApplied, writeApplied } from '../../state/applied-record.js'
import { readIfThere } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { thisProcess } from '../../state/process-identity.js'
import { removedOperators } from '../../state/removed-operators.js'
import { type SealedFor, seal } from '../../state/seal.js'
import type { Secrets } from '../../state/secrets.js'
import type { Release } from '../../topology/release.js'
import { type Host, hostNamed, type Topology } from '../../topology/topology.js'
import { countIn } from '../program/option.js'
import type { Call } from '../program/session.js'
import { formerHosts, formerMembers, hostsUnknown, membersOf } from './members.js'
import type { Needs } from './organisation.js'
import { ownFiles } from './own-files.js'
import type { FolderFiles } from './take-over.js'

interface RecordInput {
  readonly folder: OrganisationFolder
  readonly topology: Topology
  readonly release: Release
  readonly secrets: Secrets
  /** Version of this program. */
  readonly program: string
  readonly now: () => Date
  readonly overwrite?: number | undefined
  /** Names of hosts that are gone for good. */
  readonly forget: readonly string[]
  /** What is to be applied in place of what lies in the folder. */
  readonly files?: FolderFiles | undefined
}

/** What the organisation's folder has to do with the record on its hosts. */
export interface FolderRecord {
  /** What it has applied, and would apply now. */
  readonly own: (facts: Facts) => OwnRecord
  /** Hosts that are no longer in org.yaml, and may have something of it. */
  readonly former: () => readonly Host[]
  /** Of those that are gone for good, what they had. Throws where one answers, or was never part of it. */
  readonly forgotten: (facts: Facts) => readonly GoneHost[]
  /** What hosts are to keep, once it is made. */
  readonly text: () => string
  /** What has become of it since: hosts that were part of it, and who could open its secrets. */
  readonly findings: () => readonly Problem[]
  /**
   * Makes the record that a plan has all hosts keep, if it does, and keeps it in the folder before any host has it. `facts`: those
   * that the plan was made from.
   */
  readonly make: (plan: Plan, facts: Facts) => Promise<void>
  /** org.yaml here, and as it was applied or taken over last. */
  readonly texts: () => { readonly mine: string; readonly base?: string }
  /** Takes over what a host keeps, where this folder would have made the same of it. */
  readonly adopt: (record: OrganisationRecord) => void
  /** What was never seen here, and what the operator has named to be replaced. */
  readonly replace: (records: readonly OrganisationRecord[]) => void
}

/** Throws `record.folder-of-another`, `record.forget-named`, `record.forget-unknown`, and what is wrong with `applied.jsonl`. */
export function folderRecord(input: RecordInput): FolderRecord {
  const { folder, topology, secrets, now } = input
  const { organisation } = topology
  let applied = readApplied(folder)
  refuseAnother(input, applied)
  refuseUnknown(input, applied?.body.members ?? [])
  let text: string | undefined
  let replaced: readonly OrganisationRecord[] = []
  const contents = () => readContents(input)
  const members = () => applied?.body.members ?? []
  const seen = (facts: Facts) => ({ facts, forgotten: input.forget })
  const isOutdated = (facts: Facts) =>
    formerMembers(topology.hosts, membersOf(topology, members(), seen(facts))).length <
    formerMembers(topology.hosts, members()).length
  const own = (facts: Facts): OwnRecord => ({
    organisation,
    earlier: applied?.body.earlier ?? [],
    members: members().filter(({ host }) => !input.forget.includes(host)),
    ...(applied === undefined ? {} : { applied: applied.head }),
    content: contents().content,
    ...(secrets.identity.isNew ? {} : { isOurs: (head: RecordHead) => isSigned({ head }, secrets.sign) }),
    ...(input.overwrite === undefined ? {} : { overwrite: input.overwrite }),
    isOutdated: isOutdated(facts),
  })
  const keep = (record: OrganisationRecord) => {
    writeApplied(folder, record)
    applied = record
  }
  return {
    own,
    text: () => {
      if (text === undefined) throw new Error('the record is not made yet')
      return text
    },
    findings: () => {
      if (applied === undefined) return []
      const { members, secrets: sealed } = applied.body
      return [
        ...hostsUnknown(topology, members),
        ...removedOperators(sealed.for, topology.operators ?? 'passphrase', sealedNames(secrets)),
      ]
    },
    make: async (plan, facts) => {
      const wanted = wantedBy(plan)
      if (wanted === undefined) return
      if (applied?.head.generation !== wanted.generation || applied.head.content !== wanted.content) {
        const { body, content } = contents()
        if (content !== wanted.content) throw fault('run.plan-changed', { again: 'apply' })
        const { user, host: machine } = thisProcess()
        const known = (applied ?? replaced[0])?.head
        const id = known?.id ?? randomUUID()
        const { program } = input
        const at = now().toISOString()
        const since = known === undefined ? at : (known.since ?? known.at)
        const head = { organisation, id, ...wanted, at, since, user, machine, program }
        const before = applied?.body
        const whole = {
          ...body,
          earlier: earlierOf(applied, ...replaced),
          members: membersOf(topology, before?.members ?? [], seen(facts)),
          secrets: await sealedSecrets(body.secrets, secrets, before),
        }
        keep(makeRecord(head, whole, secrets.sign))
      }
      text = applied?.text
    },
    former: () => formerHosts(topology, members()),
    forgotten: (facts) => goneHosts(input, members(), facts),
    texts: () => ({
      mine: contents().body.file,
      ...(applied === undefined ? {} : { base: applied.body.file }),
    }),
    adopt: keep,
    replace: (records) => {
      replaced = records
    },
  }
}

/** Only what was part of it, and is no longer in org.yaml, can be forgotten. */
function refuseUnknown({ topology, forget }: RecordInput, before: RecordBody['members']): void {
  const former = formerMembers(topology.hosts, before).map(({ host }) => host)
  for (const host of forget) {
    if (hostNamed(topology, host) !== undefined) throw fault('record.forget-named', { host }, { host })
    if (!former.includes(host))
      throw fault('record.forget-unknown', { host, known: former.join(', ') || '-' })
  }
}

function goneHosts(
  { topology, forget }: RecordInput,
  before: RecordBody['members'],
  facts: Facts,
): GoneHost[] {
  const former = formerMembers(topology.hosts, before)
  return forget.flatMap((host) => {
    if (facts[host] !== undefined) throw fault('record.forget-answers', { host }, { host })
    return former.filter((one) => one.host === host)
  })
}

/** Two organisations in one folder would share its secrets, and go on from each other's generations. */
function refuseAnother(
  { folder: { topology: file }, topology }: RecordInput,
  applied?: OrganisationRecord,
): void {
  const { organisation } = topology
  if (applied === undefined || applied.head.organisation === organisation) return
  const details = { file, organisation, applied: applied.head.organisation }
  throw fault('record.folder-of-another', details, { file, path: 'organisation' })
}

/** The former one that `--generation` names. */
export function generationIn({ generation }: Call['options']): number | undefined {
  return countIn('--generation', generation, 1, LAST_GENERATION)
}

/** The generation that `--overwrite` names. */
export function overwriteIn({ overwrite }: Call['options']): Pick<Needs, 'overwrite'> {
  return { overwrite: countIn('--overwrite', overwrite, 1, LAST_GENERATION) }
}

/** What `--delete-removed` and `--forget` say of what org.yaml no longer names. */
export function removalIn({
  deleteRemoved,
  forget,
}: Call['options']): Pick<Needs, 'deleteRemoved' | 'forget'> {
  return { deleteRemoved: deleteRemoved === true, forget: Array.isArray(forget) ? forget.map(String) : [] }
}

/** The record that a plan has hosts keep; undefined where they keep it already. */
function wantedBy({ nodes }: Plan): WantedRecord | undefined {
  for (const { action } of nodes) {
    if (action.kind !== 'run' || action.name !== RECORD) continue
    const [generation, content = ''] = action.inputs.split(' ')
    return { generation: Number(generation), content }
  }
  return undefined
}

/** All of the folder that counts as one state of the organisation, and its sum; what it was sealed for or who is member is added. */
function readContents({ folder, topology, release, secrets, files }: RecordInput) {
  const lines = (readIfThere(folder.knownHosts) ?? '').split('\n').map((line) => line.trim())
  const hostKeys = [...new Set(lines.filter((line) => line !== '' && !line.startsWith('#')))]
    .toSorted()
    .join('\n')
  const { file, release: given } = files ?? ownFiles(folder, release)
  const own = given === undefined ? {} : { release: { path: given.path, text: given.text } }
  const sealedFor: SealedFor = topology.operators ?? 'passphrase'
  const kept = secrets.content()
  const digest = kept === undefined ? '' : secrets.sign(kept)
  const content = sha256(JSON.stringify([file, own, hostKeys, sealedFor, digest])).slice(0, 32)
  const pins = readIfThere(folder.pins) ?? '{}\n'
  return { content, body: { file, ...own, hostKeys, pins, secrets: { for: sealedFor, digest } } }
}

function earlierOf(...records: readonly (OrganisationRecord | undefined)[]): RecordBody['earlier'] {
  const all = records.flatMap((record) => {
    if (record === undefined) return []
    const { generation, body } = record.head
    return [{ generation, body }, ...record.body.earlier]
  })
  const each = new Map(all.map((one) => [one.body, one])).values()
  return [...each].toSorted((a, b) => b.generation - a.generation).slice(0, GENERATIONS_KEPT)
}

type Sealed = RecordBody['secrets']

/** Sealed anew only where they, or those who may open them, are others than before. */
async function sealedSecrets(
  wanted: Omit<Sealed, 'sealed'>,
  secrets: Secrets,
  before?: RecordBody,
): Promise<Sealed> {
  const isSame =
    before?.secrets.digest === wanted.digest &&
    JSON.stringify(before.secrets.for) === JSON.stringify(wanted.for)
  if (isSame) return before.secrets
  const lock =
    wanted.for === 'passphrase'
      ? { passphrase: secrets.source(RECOVERY_PASSPHRASE) }
      : { recipients: wanted.for.map(({ key }) => key) }
  return { ...wanted, sealed: await seal(secrets.content() ?? '', lock) }
}

/** Names of all that is sealed. */
function sealedNames(secrets: Secrets): string[] {
  const text = secrets.content()
  if (text === undefined) return []
  const { secrets: named } = JSON.parse(text) as { secrets: Readonly<Record<string, unknown>> }
  return Object.keys(named)
}
