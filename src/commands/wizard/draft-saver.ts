import { type Problem, problemsOf } from '../../errors/problem.js'
import type { Drafts } from '../../state/drafts.js'
import type { Draft } from '../../wizard/draft.js'

/** Writes answers as they grow: soon, not with every key, and the newest at the end. */
export interface DraftSaver {
  readonly save: (draft: Draft) => void
  /** The answers at hand, saved or not. */
  readonly current: () => Draft | undefined
  /** What keeps them from being written; gone once it works again. */
  readonly problem: () => Problem | undefined
  /** Writes what is waiting, now. */
  readonly flush: () => void
  /** A draft came from this folder, or was written there. */
  readonly wrote: (id: string, folder: string) => void
  readonly hasWritten: (id: string, folder: string) => boolean
  /** Nothing of this draft is written any more. */
  readonly drop: (id: string) => void
}

const PAUSE_MILLISECONDS = 150

export function draftSaver(drafts: Drafts, now: () => Date): DraftSaver {
  const written = new Map<string, string>()
  let current: Draft | undefined
  let waiting: Draft | undefined
  let failure: Problem | undefined
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    if (waiting === undefined) return
    try {
      drafts.save(waiting, now(), written.get(waiting.id))
      // What could not be written waits for the next time: then there may be room again.
      waiting = undefined
      failure = undefined
    } catch (error) {
      ;[failure] = problemsOf(error)
    }
  }
  const writeLater = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      write()
    }, PAUSE_MILLISECONDS)
    timer.unref()
  }
  return {
    save: (draft) => {
      const isNew = current?.id !== draft.id || current.at !== draft.at
      current = draft
      // Before anything was answered there is nothing to go on with.
      if (draft.at === 'welcome') return
      waiting = draft
      // Another screen is what must not be lost; letters may wait a moment.
      if (isNew) write()
      else writeLater()
    },
    current: () => current,
    problem: () => failure,
    flush: () => {
      clearTimeout(timer)
      timer = undefined
      write()
    },
    wrote: (id, folder) => {
      written.set(id, folder)
      if (current?.id !== id || current.at === 'welcome') return
      waiting = current
      write()
    },
    hasWritten: (id, folder) => written.get(id) === folder,
    drop: (id) => {
      if (waiting?.id === id) waiting = undefined
      if (current?.id === id) current = undefined
    },
  }
}
