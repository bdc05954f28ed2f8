import { chooseCharset } from '../../ui/charset.js'
import type { ScreenInput } from '../../ui/screen/screens.js'
import type { Leave } from '../../ui/screen/step.js'
import type { FullScreen, Session } from '../program/session.js'

export interface ShownScreens {
  readonly session: Session
  readonly full: FullScreen
  /** Said before a command gets the terminal. */
  readonly beforeShell?: string
}

/**
 * Shows screens, again after everything that only borrows the terminal, until the operator really leaves. `open` gets
 * what every screen takes.
 */
export function showScreens(
  shown: ShownScreens,
  open: (screen: ScreenInput) => Promise<Leave>,
): Promise<Leave> {
  const { session, full } = shown
  const { paint, asTyped, world } = session
  const charset = chooseCharset(world.env)
  return full.catchBugs(async (bug) => {
    const signal = AbortSignal.any([world.interrupts.stop, bug])
    for (;;) {
      const how = await open({ terminal: full.terminal, paint, charset, asTyped, signal })
      bug.throwIfAborted()
      if (signal.aborted) return { kind: 'quit' }
      if (how.kind === 'suspend') await full.suspend()
      else if (how.kind === 'shell') {
        await runShell(shown, how)
        await how.after?.()
      } else return how
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
