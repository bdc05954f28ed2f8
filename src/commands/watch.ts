import { readOrganisation } from '../catalog/read-organisation.js'
import { nodeProblems } from '../events/progress.js'
import { isUnderWay, type RecordFold, type RunRecord, recordFold } from '../events/run-record.js'
import { findRuns, isAtWork, runOf, type Working, whoWorks } from '../state/find-runs.js'
import { followFile } from '../state/follow-file.js'
import { type OrganisationFolder, organisationFolder } from '../state/organisation-folder.js'
import { askWorking } from '../state/request-stop.js'
import { watchFolder } from '../state/watch-folder.js'
import type { Topology } from '../topology/topology.js'
import { progressLines } from '../ui/progress-lines.js'
import { printable, wrap } from '../ui/text.js'
import { cell } from '../wizard/cell.js'
import { requireFile } from './organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import { optionsExclude } from './program/option.js'
import type { Call, FullScreen, Session } from './program/session.js'
import { followedRun } from './run/run-handles.js'
import { type LiveLines, liveLines } from './terminal/live-lines.js'
import { showFailures, showProblems } from './terminal/show-problems.js'
import { showScreens } from './terminal/show-screens.js'

/** Shows what another process does in this organisation, or how the last one ended. Its own end changes nothing. */
export async function watch(session: Session, { options }: Call): Promise<ExitCode> {
  await requireFile(session)
  const folder = organisationFolder(session.file)
  const wishes = (['stop', 'pause', 'continue'] as const).filter((wish) => options[wish] === true)
  const [wish, other] = wishes
  if (wish !== undefined && other !== undefined) throw optionsExclude(`--${wish}`, `--${other}`)
  if (wish !== undefined) {
    const asked = askWorking(folder, wish)
    noteWrapped(session, session.say(`watch.asked.${wish}`, named(asked)))
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
    leave(session, command, state)
    return world.interrupts.stop.aborted ? EXIT.interrupted : EXIT.done
  }
  tellEnd(session, { path, command }, { state, exitCode: EXIT.failed })
  return state === 'done' ? EXIT.done : EXIT.failed
}

interface WatchedRun {
  /** A journal, or a worker's output. */
  readonly path: string
  readonly command: string
  readonly folder: OrganisationFolder
  /** Who carries it out; absent when it is over: then only its end is told. */
  readonly working?: Working
  /** Ends the watching. */
  readonly signal: AbortSignal
}

/** Prints a run as the run itself does, from its beginning to its end, and ends with its exit code. */
async function watchRun(session: Session, run: WatchedRun): Promise<ExitCode> {
  const { path, folder, working, signal } = run
  const record = recordFold(run.command)
  const live = liveLines(session.world.stdout)
  const tell = lineTeller(session, record, live, working === undefined)
  const isOver = () => working === undefined || !isAtWork(folder, working)
  try {
    for await (const lines of followFile(path, { isOver, signal })) {
      for (const text of lines) await tell(text)
      if (record.isEnded()) break
    }
  } finally {
    live.end()
  }
  if (signal.aborted && !record.isEnded()) return leave(session, run.command, record.snapshot().state)
  const told = record.problems().length
  record.close()
  await showProblems(session, record.problems().slice(told))
  const view = record.snapshot()
  tellEnd(session, run, view)
  return Object.values(EXIT).find((known) => known === view.exitCode) ?? EXIT.failed
}

/** Ctrl-C here is not Ctrl-C there. */
function leave(session: Session, command: string, state?: RunRecord['state']): ExitCode {
  const left = state === 'paused' ? 'watch.left.paused' : 'watch.left'
  noteWrapped(session, session.say(left, { command: printable(command) }))
  return EXIT.interrupted
}

function noteWrapped({ note, width }: Session, ...lines: readonly string[]): void {
  note(...lines.flatMap((line) => wrap(line, width)))
}

/** How it ended, as far as that is known, and where it is written down. */
function tellEnd(
  { say, print, paint, shortPath }: Session,
  { path, command }: Pick<WatchedRun, 'path' | 'command'>,
  { state, exitCode }: Pick<RunRecord, 'state' | 'exitCode'>,
): void {
  if (exitCode !== undefined) {
    const word = state === 'done' || state === 'cancelled' ? state : 'failed'
    const text = say(`watch.${word}`, { command: printable(command), exitCode })
    print(paint(word === 'cancelled' ? 'warning' : word, text))
  }
  if (state !== 'done') print(say('run.journal', { path: shortPath(path) }))
}

/**
 * Shows the lines of a record as they stand in the file. Of one that is over only the end is shown, and with `--json`
 * always all of it.
 */
function lineTeller(session: Session, record: RecordFold, live: LiveLines, isOver: boolean) {
  const { language, paint, width, say, print, note, options } = session
  const progress = progressLines({ language, paint, width, verbose: options.verbose === true })
  return async (text: string): Promise<void> => {
    const before = record.problems().length
    const line = record.addText(text)
    if (options.json) return emitAgain(session, text)
    if (line === undefined) return
    switch (line.type) {
      case 'begun':
      case 'ended':
      case 'done':
      case 'interrupted':
      case 'nothing-to-do':
        return
      case 'stage':
        live.end()
        if (!isOver) note(say(`stage.${line.stage}`, { about: printable(line.about ?? '') }))
        return
      case 'console':
        live.end()
        return print(say('apply.console', { address: printable(line.address) }))
      case 'problem':
      case 'bug':
        live.end()
        return showProblems(session, record.problems().slice(before))
    }
    const told = progress.lines(line)
    // Ctrl-C means something else here than where it was started.
    const stopping = line.type === 'stopping' ? say('watch.stopping', { count: line.running.length }) : ''
    const lines = stopping === '' ? told : wrap(stopping, width).map((row) => paint('warning', row))
    if (isOver && line.type !== 'run-finished') return
    live.show(lines, progress.status())
    if (line.type !== 'run-finished') return
    live.end()
    await showFailures(session, nodeProblems(record.progress()))
  }
}

/** As whoever carries it out would print it, with what this version does not know. */
function emitAgain({ emit }: Session, text: string): void {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string') {
      emit({ ...value, type: value.type })
    }
  } catch {
    // A line that is none of ours: `record` keeps it as last words.
  }
}
