import { fault } from '../errors/problem.js'
import type { RunningProcess } from '../events/record-line.js'
import { errnoOf } from '../lib/errno.js'
import { runOf, type Working, whoWorks } from './find-runs.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { PAUSE_SIGNALS } from './pause-signals.js'
import { isAlive } from './process-identity.js'

/** What a process is asked for; once more `stop` means at once. */
export type Wish = 'stop' | keyof typeof PAUSE_SIGNALS

/**
 * Asks whoever works on the organisation to stop, as Ctrl-C in its terminal does: once, and it finishes what runs;
 * twice, and it stops at once; or to pause, or to go on. Gives who was asked. Throws `state.nothing-runs`, `state.no-pause` and
 * what `askProcess` throws.
 */
export function askWorking(folder: Pick<OrganisationFolder, 'runs' | 'lock'>, wish: Wish = 'stop'): Working {
  const working = whoWorks(folder)
  if (working === undefined) throw fault('state.nothing-runs')
  if (wish !== 'stop' && runOf(folder, working)?.begun?.pauses !== true) {
    const { command, pid } = working
    throw fault('state.no-pause', { command, pid })
  }
  askProcess(working, wish)
  return working
}

/**
 * Throws `state.runs-elsewhere`, `state.stop-refused`, and on Windows, where a signal can only end a process,
 * `state.stop-unsupported`. A process that has ended meanwhile has stopped. One that does not pause must not be asked to.
 */
export function askProcess(
  running: RunningProcess,
  wish: Wish,
  platform: NodeJS.Platform = process.platform,
): void {
  const { pid, host, user } = running
  const details = { pid, host, user }
  const alive = isAlive(running)
  if (alive === undefined) throw fault('state.runs-elsewhere', details)
  if (!alive) return
  if (platform === 'win32') throw fault('state.stop-unsupported', details)
  try {
    process.kill(pid, wish === 'stop' ? 'SIGINT' : PAUSE_SIGNALS[wish])
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return
    throw fault('state.stop-refused', details, {}, error)
  }
}
