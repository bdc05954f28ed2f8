import type { RunningProcess } from '../../events/record-line.js'
import { recordFold } from '../../events/run-record.js'
import { isAtWork } from '../../state/find-runs.js'
import { followFile } from '../../state/follow-file.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { askToStop } from '../../state/request-stop.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import { runStore, tellFailure } from './run-store.js'

export interface FollowedRunInput {
  /** A worker's output or a journal. */
  readonly path: string
  readonly folder: Pick<OrganisationFolder, 'lock'>
  /** Who writes it, until its first line tells. */
  readonly writer: RunningProcess
  /** Ends the following: the run goes on. */
  readonly signal: AbortSignal
}

/** A run that another process carries out, from its first line on, also when it is over already. */
export function followedRun({ path, folder, writer, signal }: FollowedRunInput): RunHandle {
  const record = recordFold()
  const { subscribe, snapshot, changed } = runStore(record)
  const writerNow = () => record.begun() ?? writer
  let isAbortWanted = false
  const ask = () => {
    if (record.isEnded()) return
    try {
      askToStop(writerNow())
    } catch (error) {
      tellFailure(record, error)
      changed()
    }
  }
  const follow = async () => {
    const isOver = () => !isAtWork(folder, writerNow())
    for await (const lines of followFile(path, { isOver, signal })) {
      for (const line of lines) record.addText(line)
      changed()
      if (record.isEnded()) return
      // Two signals at once are one to the process: the second goes when it has heard the first.
      if (isAbortWanted && record.progress().stopping) {
        isAbortWanted = false
        ask()
      }
    }
    if (!signal.aborted) record.close()
  }
  void follow()
    .catch((error: unknown) => {
      tellFailure(record, error)
      record.close()
    })
    .finally(changed)
  return {
    subscribe,
    snapshot,
    stop: ask,
    abort: () => {
      isAbortWanted = !record.progress().stopping
      ask()
    },
    canDetach: true,
  }
}
