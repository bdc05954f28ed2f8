import { isReleasePath } from '../../catalog/presets.js'
import { recordsThatCount } from '../../preflight/checks/record.js'
import type { Lineage } from '../../record/judge-records.js'
import type { OrganisationRecord } from '../../record/record.js'
import { readApplied } from '../../state/applied-record.js'
import { acquireLock } from '../../state/lock.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { Organisation } from '../organisation/organisation.js'
import { ownFiles } from '../organisation/own-files.js'
import { requireFile } from '../organisation/read-organisation-of.js'
import { type FolderFiles, prepareTakeOver } from '../organisation/take-over.js'
import { unsealOptionsIn } from '../organisation/unseal-record.js'
import { gatherFacts, tellAtWork, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { confirm } from '../terminal/ask.js'
import { showProblems } from '../terminal/show-problems.js'
import { commonBase, findTheirs, type LeftBehind, leftBehind, type Theirs } from './find-theirs.js'
import { type LackingRelease, lackingRelease } from './lacking-release.js'
import { isSame, keptBeside, mergeFiles, releaseNamedIn, theirFiles } from './merge-files.js'
import {
  conflictProblem,
  showChanges,
  tellContained,
  tellDone,
  tellFound,
  tellNothing,
  tellSilent,
  unfitTogether,
} from './tell-pull.js'
import { changedSecrets, ownSecrets, refuseOtherSecrets, restoredSecrets } from './their-secrets.js'

/** Takes over into this folder what is applied on the hosts; changes no host. */
export async function pull(session: Session, { options }: Call): Promise<ExitCode> {
  await requireFile(session)
  const folder = organisationFolder(session.file)
  const opening = unsealOptionsIn(options)
  const lock = acquireLock(folder, { command: 'pull', since: session.world.now() })
  try {
    const lacking = await lackingRelease(folder, session.world.presetsDirectory)
    const needs = { artifacts: false, lock: false, command: 'pull' }
    return await withOrganisation(session, { ...needs, ...lacking?.needs }, (organisation) =>
      pullInto(session, organisation, { options, opening, lacking }),
    )
  } finally {
    lock.release()
  }
}

interface Pull extends Pick<Call, 'options'> {
  readonly opening: ReturnType<typeof unsealOptionsIn>
  readonly lacking: LackingRelease | undefined
}

async function pullInto(
  session: Session,
  organisation: Organisation,
  { options, opening, lacking }: Pull,
): Promise<ExitCode> {
  const { folder, topology } = organisation
  const isTheirs = options.theirs === true
  const gathered = await gatherFacts(session, organisation)
  tellAtWork(session, gathered)
  const applied = readApplied(folder)
  const seen = recordsThatCount({ id: applied?.head.id, topology, facts: gathered.facts })
  const own = ownSecrets(folder)
  const lineage = lineageOf(topology.organisation, applied)
  const from = typeof options.from === 'string' ? options.from : undefined
  refuseOtherSecrets(folder, own, applied)
  const search = { session, organisation, seen, lineage, from }
  const found = await findTheirs({ ...search, sign: own?.sign })
  await tellSilent(session, gathered, found?.problems ?? [])
  // What a clone lacks, and what is given up here, is in what the folder has applied itself, too.
  const isInFolder = (own === undefined || isTheirs || lacking !== undefined) && from === undefined
  const theirs = found ?? (isInFolder && applied && { host: folder.applied, record: applied })
  if (!theirs && lacking !== undefined) throw lacking.problem
  const mine = lacking?.mine ?? ownFiles(folder, organisation.release)
  const isAsIs = own !== undefined && found === undefined && theirs && isSame(mine, theirs.record.body)
  if (!theirs || isAsIs) return tellNothing(session, { applied: applied?.head, seen, from })
  const { record, host } = theirs
  tellFound(session, theirs)

  const unsealing = { ...opening, from: host }
  const restored = own ? undefined : await restoredSecrets(session, folder, record, unsealing)
  const sign = own?.sign ?? restored?.sign
  const base = sign && (await commonBase({ ...search, sign }, applied, record))
  const sides = { folder, mine, base, theirs: record.body }
  const merged = isTheirs ? { files: theirFiles(sides) } : mergeFiles(sides)
  if ('conflicts' in merged) throw conflictProblem(session, theirs, merged.conflicts)
  const { files } = merged
  // Theirs is another one, or none.
  if (lacking !== undefined && files.release === undefined && isReleasePath(releaseNamedIn(files.file)))
    throw lacking.problem
  const secrets =
    restored?.secrets ?? (own && (await changedSecrets(session, record, unsealing, { own, base, isTheirs })))
  const isOlder = record.head.generation <= (applied?.head.generation ?? 0)
  if (found && isOlder && secrets === undefined && isSame(files, mine)) return tellContained(session, found)

  const left = () => leftBehind({ ...search, sign }, lineageOf(topology.organisation, record))
  return takeOver(session, organisation, { theirs, mine, files, secrets, isTheirs, left })
}

interface Taken {
  readonly theirs: Pick<Theirs, 'host' | 'record'>
  readonly mine: FolderFiles
  /** As they are to be. */
  readonly files: FolderFiles
  readonly secrets: string | undefined
  readonly isTheirs: boolean
  /** What hosts keep that this folder does not come from then. */
  readonly left: () => readonly LeftBehind[]
}

async function takeOver(
  session: Session,
  { folder, rotating }: Organisation,
  taken: Taken,
): Promise<ExitCode> {
  const { mine, files, secrets } = taken
  const { record, host: from } = taken.theirs
  const { presetsDirectory, now } = session.world
  const isMerged = !isSame(files, record.body)
  const isChanged = showChanges(session, mine, files)
  const ready = await prepareTakeOver({
    ...{ folder, record, files, from, presetsDirectory, now: now() },
    ...(secrets === undefined ? {} : { secrets }),
    beside: taken.isTheirs ? keptBeside(folder, mine, files, { as: 'mine', now: now() }) : [],
  }).catch((error: unknown) => {
    throw isMerged && isChanged ? unfitTogether(taken.theirs, error) : error
  })
  await showProblems(session, ready.problems)
  if (isChanged && !(await confirm(session, session.say('pull.confirm')))) {
    session.print(session.say('pull.declined'))
    return EXIT.failed
  }
  ready.write()
  // Else the next apply would go on with it, and replace what was taken over.
  const isRotated = rotating.current()?.changes.some(({ path }) => path === undefined)
  if (secrets !== undefined && isRotated === true) rotating.proven()
  const { changed } = ready
  tellDone(session, record.head, { changed, isMerged, hasSecrets: secrets !== undefined, left: taken.left() })
  return EXIT.done
}

function lineageOf(organisation: string, applied: OrganisationRecord | undefined): Lineage {
  if (applied === undefined) return { organisation, earlier: [] }
  return { organisation, applied: applied.head, earlier: applied.body.earlier }
}
