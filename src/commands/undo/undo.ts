import { fault } from '../../errors/problem.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import { signWith } from '../../state/sign.js'
import { writeTogether } from '../../state/write-atomically.js'
import { applyChanges, type Purpose, toApply } from '../apply/apply-changes.js'
import type { Organisation } from '../organisation/organisation.js'
import { textOf } from '../organisation/own-files.js'
import { ownReleaseTarget } from '../organisation/own-release-target.js'
import { fileOf } from '../organisation/take-over.js'
import { lookAtAll, tellByHand, tellRotation, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { isSame, keptBeside } from '../pull/merge-files.js'
import { turnsIn } from '../run/turns.js'
import { readSecrets } from '../secrets/read-secrets.js'
import { type Former, findFormer } from './find-former.js'
import { tellFormer } from './tell-former.js'

interface Meant {
  readonly command: string
  /** Absent: the one before the newest. */
  readonly generation?: number
}

/** Applies the generation before once more; twice is as it was. */
export function undo(session: Session, { options }: Call): Promise<ExitCode> {
  return applyFormer(session, { command: 'undo', options })
}

/** Makes org.yaml of a former generation the wanted one, in the folder and on hosts, as a new generation. */
export async function applyFormer(
  session: Session,
  { options, ...meant }: Meant & Pick<Call, 'options'>,
): Promise<ExitCode> {
  const { former, needs: then } = await lookForFormer(session, meant)
  const { generation } = former.record.head
  if (isSame(former.mine, former.files)) {
    session.emit({ type: 'nothing-to-do' })
    session.print(session.say('undo.same', { generation }))
    return EXIT.done
  }
  const { command } = meant
  const needs = {
    artifacts: true,
    lock: true,
    wait: options.wait === true,
    command,
    ...turnsIn(options),
    ...then,
  }
  return withOrganisation(session, needs, async (organisation) => {
    const { facts } = await lookAtAll(session, organisation)
    tellByHand(session, organisation)
    tellRotation(session, organisation)
    const plan = await organisation.engine.plan(facts)
    tellFormer(session, former, organisation.topology)
    const purpose = purposeOf(session, organisation, former, command)
    return applyChanges(session, organisation, { facts, plan, options, purpose })
  })
}

/** That generation, and what opens the organisation as it was then; nothing of it is written. */
export async function lookForFormer(session: Session, { command, generation }: Meant) {
  const sign = signWith((await readSecrets(session, organisationFolder(session.file).secrets)).salt)
  return withOrganisation(session, { artifacts: false, lock: false, command }, async (organisation) => {
    const former = await findFormer(session, organisation, { generation, sign })
    const from = `org.yaml (generation ${former.record.head.generation})`
    return { former, needs: { files: { ...former.files, from }, access: organisation.access } }
  })
}

function purposeOf(
  session: Session,
  organisation: Organisation,
  { mine, files, record }: Former,
  command: string,
): Purpose {
  const { say, world } = session
  const { folder } = organisation
  const { generation } = record.head
  const written = formerFiles(folder, { mine, files }, world.now())
  return {
    ...toApply(session, organisation),
    command,
    again: command === 'undo' ? command : `${command} --generation ${generation}`,
    question: say('undo.confirm', { generation }),
    more: say('undo.more', { generation }),
    begin: () => {
      const path = folder.topology
      if (textOf(path) !== mine.file) throw fault('record.folder-changed', { path }, { file: path })
      writeTogether(written)
    },
  }
}

/** org.yaml comes last: cut off before, all of it is as it was. */
function formerFiles(folder: OrganisationFolder, { mine, files }: Pick<Former, 'mine' | 'files'>, now: Date) {
  const { file, release } = files
  return [
    ...keptBeside(folder, mine, files, { as: 'before-undo', now }),
    ...(release === undefined || release.isHere
      ? []
      : [fileOf(ownReleaseTarget(folder, release.path), release.text)]),
    fileOf(folder.topology, file),
  ]
}
