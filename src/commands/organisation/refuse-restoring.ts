import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { readRestoring, restoringFile } from '../../state/restoring.js'
import type { Needs } from './organisation.js'

/**
 * What is started before all has come back begins with nothing, as another member of the network. Throws
 * `backup.restore-unfinished`.
 */
export function refuseRestoring(folder: OrganisationFolder, needs: Needs, command: string): void {
  if (!needs.lock || needs.restored !== undefined || command === 'destroy') return
  const unfinished = readRestoring(folder)
  if (unfinished === undefined) return
  const path = restoringFile(folder)
  const { backup } = unfinished
  const details = { backup, quoted: shellQuote(backup), path, quotedPath: shellQuote(path) }
  throw fault('backup.restore-unfinished', details, { file: path })
}
