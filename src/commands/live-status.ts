import { chooseCharset } from '../ui/charset.js'
import { cell } from '../wizard/cell.js'
import { isTroubled } from '../wizard/instance-status.js'
import { createAsker } from '../wizard/live-look.js'
import { statusesOf } from '../wizard/proofs.js'
import type { Look } from '../wizard/workbench.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { look } from './look.js'
import type { Session } from './session.js'
import { showScreens } from './show-screens.js'
import { withOrganisation } from './with-organisation.js'
import type { FullScreen } from './world.js'

/**
 * The status as a screen that asks again by itself, over connections that are kept. Passwords and host keys are asked
 * for before it opens; what only the operator can answer later is a problem on the screen.
 */
export async function liveStatus(session: Session, full: FullScreen): Promise<ExitCode> {
  const { world, paint, language, file } = session
  // A copy of its own, from which the way to ask is taken while connections already hold it.
  const watched: { -readonly [K in keyof Session]: Session[K] } = { ...session }
  const needs = { artifacts: false, lock: false, command: 'status' }
  return withOrganisation(watched, needs, async (organisation) => {
    const { topology, release, engine } = organisation
    const now = () => world.now().toISOString()
    const first: Look = { ...(await look(watched, organisation)), at: now() }
    const screens = await full.load()
    delete watched.ask
    const ending = new AbortController()
    const asking = AbortSignal.any([ending.signal, world.interrupts.stop])
    const asker = createAsker(
      first,
      async (signal) => ({ ...(await engine.gather({ signal })), at: now() }),
      asking,
    )
    const shownIn = cell(language)
    const logs = (instance: string) => [
      process.execPath,
      world.program,
      ...['logs', instance, '--follow', '--file', file, '--lang', shownIn.get()],
    ]
    try {
      await showScreens({ session: watched, full }, (signal) =>
        screens.status({
          terminal: full.terminal,
          paint,
          charset: chooseCharset(world.env),
          asTyped: session.asTyped,
          signal,
          language: shownIn,
          topology,
          release,
          asker,
          logs,
        }),
      )
    } finally {
      ending.abort()
    }
    if (world.interrupts.stop.aborted) return EXIT.interrupted
    const statuses = statusesOf({ topology, release }, asker.live.get().look)
    return statuses.some(isTroubled) ? EXIT.failed : EXIT.done
  })
}
