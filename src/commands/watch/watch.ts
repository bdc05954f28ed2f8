import { readOrganisation } from '../../catalog/read-organisation.js'
import { isUnderWay } from '../../events/run-record.js'
import { findRuns, isAtWork, runOf, type Working, whoWorks } from '../../state/find-runs.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import { requestStop } from '../../state/request-stop.js'
import { watchFolder } from '../../state/watch-folder.js'
import type { Topology } from '../../topology/topology.js'
import { printable } from '../../ui/text.js'
import { cell } from '../../wizard/cell.js'
import { requireFile } from '../organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, FullScreen, Session } from '../program/session.js'
import { followedRun } from '../run/run-handles.js'
import { showScreens } from '../terminal/show-screens.js'
import { leave, noteWrapped, tellEnd, type WatchedRun, watchRun } from './watch-run.js'

/** Shows what another process does in this organisation, or how the last one ended. Its own end changes nothing. */
export async function watch(session: Session, { options }: Call): Promise<ExitCode> {
  await requireFile(session)
  const folder = organisationFolder(session.file)
  if (options.stop === true) {
    const asked = requestStop(folder)
    noteWrapped(session, session.say('watch.asked', named(asked)))
    return attach(session, folder, asked)
  }
  const working = whoWorks(folder)
  return working === undefined ? tellLast(session, folder) : attach(session, folder, working)
}

async function attach(session: Session, folder: OrganisationFolder, working: Working): Promise<ExitCode> {
  const { say, world, options } = session
  const { command } = working
  const signal = world.interrupts.stop
  noteWrapped(session, say('watch.begins', named(working)), say('watch.leave'))
  const path = await awaitRun(folder, working, signal, () => noteWrapped(session, say('watch.nothing-yet')))
  if (path !== undefined) {
    const topology = world.screens === undefined || options.json ? undefined : await topologyNow(session)
    const run = { path, command, folder, working, signal }
    if (world.screens === undefined || topology === undefined) return watchRun(session, run)
    return watchOnScreen(session, world.screens, topology, run)
  }
  if (signal.aborted) return leave(session, command)
  noteWrapped(session, say('watch.ended-silently', named(working)))
  return EXIT.done
}

async function tellLast(session: Session, folder: OrganisationFolder): Promise<ExitCode> {
  const { say, world } = session
  const [last] = findRuns(folder)
  if (last === undefined) {
    noteWrapped(session, say('watch.no-run'))
    return EXIT.done
  }
  const { command, path, begun } = last
  const known = begun === undefined ? undefined : named({ ...begun, command, since: begun.at })
  noteWrapped(
    session,
    known === undefined ? say('watch.last.unknown', { command }) : say('watch.last', known),
  )
  return watchRun(session, { path, command, folder, signal: world.interrupts.stop })
}

/** What another account has written may hold anything. */
function named({ command, pid, host, user, since }: Working) {
  const time = `${since.slice(0, 19)}Z`
  return { command: printable(command), pid, host: printable(host), user: printable(user), since: time }
}

/**
 * The file of what a process carries out, once there is one: a command begins it with its first plan. Undefined when
 * the process ends without one, or the signal aborts. `onWait` is called when there is none yet.
 */
async function awaitRun(
  folder: OrganisationFolder,
  working: Working,
  signal: AbortSignal,
  onWait: () => void,
): Promise<string | undefined> {
  const changes = watchFolder(folder.runs, signal)
  let isTold = false
  try {
    while (!signal.aborted) {
      // Asked first: a file that it made before its end is found.
      const isOver = !isAtWork(folder, working)
      const found = runOf(folder, working)
      if (found !== undefined) return found.path
      if (isOver) return undefined
      if (!isTold) onWait()
      isTold = true
      await changes.next()
    }
    return undefined
  } finally {
    changes.close()
  }
}

/** The organisation as its file is now; undefined where that can't be read, so that a run is watched as lines. */
async function topologyNow({ file, world }: Session): Promise<Topology | undefined> {
  const parsed = await readOrganisation(file, world.presetsDirectory)
  return parsed.ok ? parsed.topology : undefined
}

/** Follows a run on the screen of an installation. Leaving it leaves it alone. */
async function watchOnScreen(
  session: Session,
  full: FullScreen,
  topology: Topology,
  { path, command, folder, working }: WatchedRun & { readonly working: Working },
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
  if (isUnderWay(state)) {
    leave(session, command)
    return world.interrupts.stop.aborted ? EXIT.interrupted : EXIT.done
  }
  tellEnd(session, { path, command }, { state, exitCode: EXIT.failed })
  return state === 'done' ? EXIT.done : EXIT.failed
}
