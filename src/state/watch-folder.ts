import { type FSWatcher, watch } from 'node:fs'

/** Tells when something in a folder may have changed. */
export interface FolderWatch {
  /**
   * Resolves soon after the first change since the last call, and at the latest after a second: some file systems
   * don't tell, and a process dies without touching a file. At once when the signal has aborted.
   */
  readonly next: () => Promise<void>
  readonly close: () => void
}

/** A file that is written a thousand times a second need not be read as often. */
const SETTLE_MILLISECONDS = 50
const POLL_MILLISECONDS = 1_000

export function watchFolder(directory: string, signal: AbortSignal): FolderWatch {
  let isNews = false
  let finish = () => {}
  let hurry = () => {}
  const onAbort = () => finish()
  signal.addEventListener('abort', onAbort)
  const watcher = startWatcher(directory, () => {
    isNews = true
    hurry()
  })
  return {
    next: () =>
      new Promise((resolve) => {
        let soon: NodeJS.Timeout | undefined
        const slow = setTimeout(() => finish(), POLL_MILLISECONDS)
        finish = () => {
          clearTimeout(slow)
          clearTimeout(soon)
          finish = () => {}
          hurry = () => {}
          isNews = false
          resolve()
        }
        hurry = () => {
          soon ??= setTimeout(finish, SETTLE_MILLISECONDS)
        }
        if (signal.aborted) finish()
        else if (isNews) hurry()
      }),
    close: () => {
      signal.removeEventListener('abort', onAbort)
      watcher?.close()
      finish()
    },
  }
}

/** Not every file system can be watched, and a machine has only so many watches to give. */
function startWatcher(directory: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, onChange)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
