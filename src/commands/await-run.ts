import { isAtWork, runOf, type Working } from '../state/find-runs.js'
import type { OrganisationFolder } from '../state/organisation-folder.js'
import { watchFolder } from '../state/watch-folder.js'

/**
 * The file of what a process carries out, once there is one: a command begins it with its first plan. Undefined when
 * the process ends without one, or the signal aborts. `onWait` is called when there is none yet.
 */
export async function awaitRun(
  folder: OrganisationFolder,
  working: Working,
  signal: AbortSignal,
  onWait: () => void,
): Promise<string | undefined> {
  const changes = watchFolder(folder.runs, signal)
  let isTold = false
  try {
    while (!signal.aborted) {
      // Asked first: a file that it made before its end is found.
      const isOver = !isAtWork(folder, working)
      const found = runOf(folder, working)
      if (found !== undefined) return found.path
      if (isOver) return undefined
      if (!isTold) onWait()
      isTold = true
      await changes.next()
    }
    return undefined
  } finally {
    changes.close()
  }
}
