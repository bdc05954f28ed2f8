import { statSync } from 'node:fs'
import { releaseFile } from '../../catalog/presets.js'
import { LARGEST_YAML } from '../../catalog/read-yaml.js'
import { fault, InstallerError } from '../../errors/problem.js'
import { errnoOf } from '../../lib/errno.js'
import type { OrganisationRecord } from '../../record/record.js'
import { findRuns } from '../../state/find-runs.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { signWith } from '../../state/sign.js'
import { type KeptGeneration, readGenerations } from '../history/read-generations.js'
import { ownFiles, textOf } from '../organisation/own-files.js'
import type { FolderFiles } from '../organisation/take-over.js'
import { gatherFacts, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { readSecrets } from '../secrets/read-secrets.js'
import { type ReleaseTarget, releaseIn } from './release-files.js'
import { lookAtSwitch, switchRelease } from './switch-release.js'

/** The release before this one again, as hosts remember it; all else of org.yaml stays. */
export async function rollback(session: Session, { options }: Call): Promise<ExitCode> {
  const how = { command: 'rollback', options, target: await formerRelease(session) } as const
  const looked = await lookAtSwitch(session, how)
  return looked.isRefused ? EXIT.failed : switchRelease(session, how, looked)
}

/**
 * Of a rollback that was begun and did not come to its end: the one that it was going to, which org.yaml names already. Throws
 * `upgrade.nothing-before` where no generation that hosts keep had another release before it.
 */
async function formerRelease(session: Session): Promise<ReleaseTarget> {
  const sign = signWith((await readSecrets(session, organisationFolder(session.file).secrets)).salt)
  const needs = { artifacts: false, lock: false, command: 'rollback' }
  return withOrganisation(session, needs, async (organisation) => {
    const { folder, release, topology } = organisation
    const now = ownFiles(folder, release)
    const [last] = findRuns(folder)
    if (last?.command === 'rollback' && last.exitCode !== EXIT.done)
      return { name: releaseIn(now.file), own: now.release && { ...now.release, isHere: true } }
    const { facts, problems } = await gatherFacts(session, organisation)
    const { stop: signal } = session.world.interrupts
    const kept = await readGenerations(organisation, { facts, sign, signal })
    if (kept === undefined && problems.length > 0) throw new InstallerError(problems)
    // Before it came first: who has gone back does not go forward again.
    const { generations } = kept ?? { generations: [] }
    const isNow = ({ record }: KeptGeneration) => record !== undefined && isSameRelease(record, now)
    const found = generations
      .slice(generations.findLastIndex(isNow) + 1)
      .find((one) => one.record !== undefined && !isNow(one))
    if (found?.record === undefined)
      throw fault('upgrade.nothing-before', {
        release: topology.release,
        organisation: topology.organisation,
      })
    const { body } = found.record
    const { release: own } = body
    return {
      name: releaseIn(body.file),
      own: own && { ...own, isHere: isUnchanged(releaseFile(own.path, folder.directory), own.text) },
    }
  })
}

function isSameRelease({ body }: OrganisationRecord, { file, release }: FolderFiles): boolean {
  return releaseIn(body.file) === releaseIn(file) && body.release?.text === release?.text
}

/** The file is still as hosts keep it, wherever it lies. */
function isUnchanged(file: string, text: string): boolean {
  try {
    const found = statSync(file)
    return found.isFile() && found.size <= LARGEST_YAML && textOf(file) === text
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return false
  }
}
