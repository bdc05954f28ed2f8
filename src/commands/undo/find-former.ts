import { fault, InstallerError } from '../../errors/problem.js'
import type { OrganisationRecord, Sign } from '../../record/record.js'
import type { Facts } from '../../runner/engine.js'
import type { Topology } from '../../topology/topology.js'
import { differenceText } from '../../ui/difference-text.js'
import { generationGone, type KeptGenerations, readGenerations } from '../history/read-generations.js'
import type { Organisation } from '../organisation/organisation.js'
import { ownFiles } from '../organisation/own-files.js'
import type { FolderFiles } from '../organisation/take-over.js'
import { gatherFacts } from '../organisation/with-organisation.js'
import type { Session } from '../program/session.js'
import { isSame, theirFiles } from '../pull/merge-files.js'

/** A generation that is to be applied once more, and what is applied now. */
export interface Former {
  /** The host that keeps both. */
  readonly host: string
  readonly record: OrganisationRecord
  readonly newest: OrganisationRecord
  /** The folder's own files, which are those of `newest`, and as `record` has them. */
  readonly mine: FolderFiles
  readonly files: FolderFiles
  readonly topology: Topology
  readonly facts: Facts
}

/**
 * That generation, or the one before the newest, read from a host and verified. Throws `record.newer` and its like where this
 * folder is not at the newest, `record.not-applied`, `record.no-history`, `record.nothing-before`, `record.generation-gone`,
 * `record.release-outside`, and what is wrong with its record.
 */
export async function findFormer(
  session: Session,
  organisation: Organisation,
  { generation: given, sign }: { readonly generation: number | undefined; readonly sign: Sign },
): Promise<Former> {
  const { folder, topology, release } = organisation
  const { facts, problems } = await gatherFacts(session, organisation)
  await organisation.refuseNewer(facts)
  const asked = { facts, sign, signal: session.world.interrupts.stop }
  const kept = await readGenerations(organisation, asked)
  if (kept === undefined && problems.length > 0) throw new InstallerError(problems)
  if (kept === undefined) throw fault('record.no-history', { organisation: topology.organisation })
  const newest = recordOf(kept, kept.generations[0]?.generation ?? 0)
  const mine = ownFiles(folder, release)
  if (!isSame(mine, newest.body)) throw notApplied(session, mine, newest)
  const { earlier } = newest.body
  const generation = given ?? earlier[0]?.generation
  if (generation === undefined)
    throw fault('record.nothing-before', { generation: newest.head.generation, from: kept.host })
  const isHere = kept.generations.some((one) => one.generation === generation)
  const source = isHere ? kept : ((await readGenerations(organisation, { ...asked, generation })) ?? kept)
  const record = recordOf(source, generation)
  return {
    ...{ host: source.host, record, newest, mine, topology, facts },
    files: theirFiles({ mine, theirs: record.body }),
  }
}

function recordOf({ generations, host }: KeptGenerations, generation: number): OrganisationRecord {
  const found = generations.find((one) => one.generation === generation)
  if (found?.record !== undefined) return found.record
  if (found !== undefined) throw new InstallerError(found.trouble)
  const there = generations.flatMap(({ record }) => (record === undefined ? [] : [record.head.generation]))
  throw generationGone(generation, there, host)
}

/** What was changed here and never applied would go without a word. */
function notApplied({ say }: Session, mine: FolderFiles, { head, body }: OrganisationRecord): InstallerError {
  const changed = (name: string, here = '', applied = '') =>
    differenceText({ mine: here, base: applied, theirs: applied }, name, say)
  const own = mine.release ?? body.release
  const output = [
    ...changed('org.yaml', mine.file, body.file),
    ...(own === undefined ? [] : changed(own.path, mine.release?.text, body.release?.text)),
  ]
  const [problem] = fault('record.not-applied', { generation: head.generation }).problems
  return new InstallerError(problem === undefined ? [] : { ...problem, output })
}
