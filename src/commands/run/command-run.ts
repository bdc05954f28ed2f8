import { recordFold } from '../../events/run-record.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import type { Output, World } from '../program/session.js'
import { runStore, tellFailure } from './run-store.js'

/**
 * Carries out a whole command line in this process, from looking at the hosts to the proof, as a worker does in its
 * own: what a rehearsal needs, whose hosts live here. Called from a key handler only.
 */
export function commandRun(argv: readonly string[], { ask: _, ...world }: World): RunHandle {
  const record = recordFold()
  const { subscribe, snapshot, changed } = runStore(record)
  const stop = new AbortController()
  const abort = new AbortController()
  const output: Output = {
    isTTY: false,
    columns: 80,
    write: (text) => {
      for (const line of text.split('\n')) record.addText(line)
      changed()
    },
  }
  const interrupts = { stop: stop.signal, abort: abort.signal }
  void world
    .carryOut([...argv, '--yes', '--json'], { ...world, stdout: output, stderr: output, interrupts })
    .catch((error: unknown) => tellFailure(record, error))
    .finally(() => {
      record.close()
      changed()
    })
  return {
    subscribe,
    snapshot,
    stop: () => stop.abort(),
    abort: () => {
      stop.abort()
      abort.abort()
    },
    canDetach: false,
  }
}
