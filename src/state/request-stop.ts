import { fault } from '../errors/problem.js'
import type { RunningProcess } from '../events/record-line.js'
import { errnoOf } from '../lib/errno.js'
import { type Working, whoWorks } from './find-runs.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { isAlive } from './process-identity.js'

/**
 * Asks whoever works on the organisation to stop, as Ctrl-C in its terminal does: once, and it finishes what runs;
 * twice, and it stops at once. Gives who was asked. Throws `state.nothing-runs` and what `askToStop` throws.
 */
export function requestStop(folder: Pick<OrganisationFolder, 'runs' | 'lock'>): Working {
  const working = whoWorks(folder)
  if (working === undefined) throw fault('state.nothing-runs')
  askToStop(working)
  return working
}

/**
 * Throws `state.runs-elsewhere`, `state.stop-refused`, and on Windows, where a signal can only end a process,
 * `state.stop-unsupported`. A process that has ended meanwhile has stopped.
 */
export function askToStop(running: RunningProcess, platform: NodeJS.Platform = process.platform): void {
  const { pid, host, user } = running
  const details = { pid, host, user }
  const alive = isAlive(running)
  if (alive === undefined) throw fault('state.runs-elsewhere', details)
  if (!alive) return
  if (platform === 'win32') throw fault('state.stop-unsupported', details)
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return
    throw fault('state.stop-refused', details, {}, error)
  }
}
