import type { RunHandle, RunView } from '../../src/wizard/run-handle.js'

/** The first view for which that holds, now or later. */
export function viewOf(run: RunHandle, isMeant: (view: RunView) => boolean): Promise<RunView> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isMeant(run.snapshot())) return
      leave()
      resolve(run.snapshot())
    }
    const leave = run.subscribe(look)
    look()
  })
}
