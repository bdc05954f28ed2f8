import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InstallerError } from '../../errors/problem.js'
import type { SavedDraft } from '../../state/drafts.js'
import { findRuns } from '../../state/find-runs.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { RecentOrganisation } from '../../state/recent.js'
import type { Unfinished } from '../../wizard/workbench.js'

/** What could be gone on with, the newest first: runs that were not done, drafts, organisations that were opened. */
export function unfinished(
  drafts: readonly SavedDraft[],
  recent: readonly RecentOrganisation[],
): readonly Unfinished[] {
  const opened = recent.filter(({ folder }) => existsSync(join(folder, 'org.yaml')))
  const runs = opened.flatMap((organisation) => openRun(organisation) ?? [])
  const has = (folder: string) => runs.some((run) => run.folder === folder)
  const open = drafts.filter(({ draft }) => !isInstalled(draft))
  const drafted = open
    .filter(({ draft }) => !has(draft.folder))
    .map(({ draft: { id, file, place, at }, savedAt }): Unfinished => {
      const rehearsal = place === 'rehearsal' ? { isRehearsal: true as const } : {}
      return { kind: 'draft', id, organisation: file.organisation, ...rehearsal, at, savedAt }
    })
  const others = opened
    .filter(({ folder }) => !has(folder) && !open.some(({ draft }) => draft.folder === folder))
    .map((organisation): Unfinished => ({ kind: 'organisation', ...organisation }))
  return [...runs, ...drafted, ...others].sort((a, b) => timeOf(b).localeCompare(timeOf(a)))
}

/** It is gone on with by its folder: it was looked at, or its run came to a good end while nobody watched. */
function isInstalled({ at, folder }: SavedDraft['draft']): boolean {
  if (at === 'home') return true
  return (at === 'install' || at === 'done') && folder !== '' && runsIn(folder)[0]?.exitCode === 0
}

/** The newest run of an organisation, when it is under way, was killed, or has failed. */
function openRun({ folder, organisation }: RecentOrganisation): (Unfinished & { kind: 'run' }) | undefined {
  const [newest] = runsIn(folder)
  if (newest?.begun === undefined || newest.exitCode === 0) return undefined
  const { begun, command, isAlive } = newest
  return { kind: 'run', folder, organisation, command, startedAt: begun.at, isAlive }
}

/** A folder that can't be read is told once it is opened. */
function runsIn(folder: string): ReturnType<typeof findRuns> {
  try {
    return findRuns(organisationFolder(join(folder, 'org.yaml')))
  } catch (error) {
    if (error instanceof InstallerError) return []
    throw error
  }
}

function timeOf(what: Unfinished): string {
  if (what.kind === 'draft') return what.savedAt
  return what.kind === 'run' ? what.startedAt : what.openedAt
}
