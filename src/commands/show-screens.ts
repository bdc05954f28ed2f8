import type { Leave } from '../ui/screen/step.js'
import type { Session } from './session.js'
import type { FullScreen } from './world.js'

export interface ShownScreens {
  readonly session: Session
  readonly full: FullScreen
  /** Said before a command gets the terminal. */
  readonly beforeShell?: string
}

/** Shows screens, again after everything that only borrows the terminal, until the operator really leaves. */
export function showScreens(
  shown: ShownScreens,
  open: (signal: AbortSignal) => Promise<Leave>,
): Promise<Leave> {
  const { session, full } = shown
  return full.catchBugs(async (bug) => {
    const signal = AbortSignal.any([session.world.interrupts.stop, bug])
    for (;;) {
      const how = await open(signal)
      bug.throwIfAborted()
      if (signal.aborted) return { kind: 'quit' }
      if (how.kind === 'suspend') await full.suspend()
      else if (how.kind === 'shell') await runShell(shown, how)
      else return how
    }
  })
}

async function runShell(
  { session, full, beforeShell }: ShownScreens,
  { command, waits }: Extract<Leave, { kind: 'shell' }>,
) {
  const { say, print, world } = session
  if (beforeShell !== undefined && waits !== true) print(beforeShell)
  const ended = await full.run(command)
  if (ended instanceof Error) {
    print(say('wizard.shell-failed', { command: command[0] ?? '', reason: ended.message }))
  } else if (waits !== true) return
  await world.ask?.line(say('wizard.press-enter'))
}
