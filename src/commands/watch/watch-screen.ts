import { readOrganisation } from '../../catalog/read-organisation.js'
import type { Working } from '../../state/find-runs.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { Topology } from '../../topology/topology.js'
import { cell } from '../../wizard/cell.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { FullScreen, Session } from '../program/session.js'
import { followedRun } from '../run/followed-run.js'
import { showScreens } from '../terminal/show-screens.js'
import { leave, tellEnd } from './watch-run.js'

export interface WatchedOnScreen {
  /** A journal, or a worker's output. */
  readonly path: string
  readonly command: string
  readonly folder: OrganisationFolder
  readonly working: Working
}

/** The organisation as its file is now; undefined where that can't be read, so that a run is watched as lines. */
export async function topologyNow({ file, world }: Session): Promise<Topology | undefined> {
  const parsed = await readOrganisation(file, world.presetsDirectory)
  return parsed.ok ? parsed.topology : undefined
}

/** Follows a run on the screen of an installation. Leaving it leaves it alone. */
export async function watchOnScreen(
  session: Session,
  full: FullScreen,
  topology: Topology,
  { path, command, folder, working }: WatchedOnScreen,
): Promise<ExitCode> {
  const { world, language } = session
  const ending = new AbortController()
  const run = followedRun({ path, folder, writer: working, signal: ending.signal })
  const shownIn = cell(language)
  try {
    const screens = await full.load()
    await showScreens({ session, full }, (screen) =>
      screens.watch({ ...screen, language: shownIn, topology, run, folder: folder.directory }),
    )
  } finally {
    ending.abort()
  }
  const { state } = run.snapshot()
  if (state === 'starting' || state === 'running' || state === 'stopping') {
    leave(session, command)
    return world.interrupts.stop.aborted ? EXIT.interrupted : EXIT.done
  }
  tellEnd(session, { path, command }, { state, exitCode: EXIT.failed })
  return state === 'done' ? EXIT.done : EXIT.failed
}
