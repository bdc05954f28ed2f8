import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Screens } from '../../ui/screen/screens.js'
import { runCommandLine } from './command-line.js'
import { type ListeningForInterrupts, listenForInterrupts } from './interrupts.js'
import { PASSWORD_VARIABLES } from './password-variables.js'
import type { Ask, FullScreen, Output, World } from './session.js'

/** Carries out one command line (without node and script) and resolves to the exit code of the process. */
export async function main(
  argv: readonly string[],
  { presetsDirectory, version, program, screens }: Package,
): Promise<number> {
  keepMemoryOutOfCores()
  const interrupts = listenForInterrupts(process)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreVanishedReader)
  const mayAsk = process.stdin.isTTY === true && process.stderr.isTTY === true
  const full = fullScreen(screens, interrupts)
  const world: World = {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: takeEnvironment(),
    workingDirectory: process.cwd(),
    version,
    program,
    node: {
      path: process.execPath,
      version: process.versions.node,
      isLinuxX64: process.platform === 'linux' && process.arch === 'x64',
    },
    presetsDirectory,
    readInput: async () => (process.stdin.isTTY === true ? undefined : inputText()),
    ...(mayAsk ? { ask: terminalAsk(interrupts.signals.stop) } : {}),
    ...(full === undefined ? {} : { screens: full }),
    interrupts: interrupts.signals,
    now: () => new Date(),
    runCommandLine,
    connect: async (host, options) => {
      const { realMachines } = await import('../organisation/real-machines.js')
      return realMachines.connect(host, options)
    },
    open: async (session, needs, command) => {
      const { openOrganisation } = await import('../organisation/open-organisation.js')
      return openOrganisation(session, needs, command)
    },
  }
  try {
    return await runCommandLine(argv, world)
  } finally {
    interrupts.dispose()
  }
}

/** Programs that this one starts get all of it but the passwords. */
function takeEnvironment(): World['env'] {
  const env = { ...process.env }
  for (const name of PASSWORD_VARIABLES) delete process.env[name]
  return env
}

/** Should Node.js crash, or be made to, then nothing of its memory is written to a disk: Linux heeds this for it and all that it starts. */
function keepMemoryOutOfCores(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // No Linux, or one that writes no cores.
  }
}

/** Characters: passwords for a thousand hosts. What comes after them is not read, and then it is no JSON. */
const LONGEST_INPUT = 4 * 1024 * 1024

async function inputText(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk
    if (text.length > LONGEST_INPUT) break
  }
  return text
}

/** What the package brings along. */
interface Package {
  /** The full-screen side, where the package has one: loaded when it is wanted. */
  readonly screens?: () => Promise<Screens>
  /** Folder with `topologies/` and `releases/`. */
  readonly presetsDirectory: string
  readonly version: string
  /** Absolute path of the script that `node` is to run for this program. */
  readonly program: string
}

/** Loaded with the first question. */
function terminalAsk(stop: AbortSignal): Ask {
  const ask = async (question: string, echo: boolean) =>
    (await import('../terminal/read-answer.js')).readAnswer(question, process, { echo, stop })
  return { line: (question) => ask(question, true), secret: (question) => ask(question, false) }
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      stream.write(text)
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80
    },
  }
}

/**
 * A reader that went away (`| head`, a terminal that was closed) is no failure of ours: the run goes on to a safe
 * end, and the journal has all of it.
 */
export function ignoreVanishedReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
}

/** Undefined where screens can't be shown, or can't be seen: a pipe, `TERM=dumb`, a screen reader. */
function fullScreen(
  load: (() => Promise<Screens>) | undefined,
  { leaveCtrlC }: ListeningForInterrupts,
): FullScreen | undefined {
  const { stdin, stdout, env } = process
  const isSeen = stdin.isTTY === true && stdout.isTTY === true && (env.TERM ?? '') !== 'dumb'
  if (load === undefined || !isSeen || env.INK_SCREEN_READER === 'true') return undefined
  return {
    load,
    terminal: { stdin, stdout },
    run: (command) => leaveCtrlC(() => runWithTerminal(command)),
    suspend,
    catchBugs,
  }
}

function runWithTerminal([program = '', ...args]: readonly string[]): Promise<number | Error> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' })
    child.once('error', resolve)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Time stands still for a stopped process, so that this pause ends right after it goes on. */
const STOPPED_BY_THEN_MILLISECONDS = 50

async function suspend(): Promise<void> {
  if (process.platform === 'win32') return
  // To the whole group, as the terminal does: npm and npx have to stop with it.
  process.kill(0, 'SIGTSTP')
  await delay(STOPPED_BY_THEN_MILLISECONDS)
}

async function catchBugs<T>(work: (bug: AbortSignal) => Promise<T>): Promise<T> {
  const caught = new AbortController()
  const onBug = (error: unknown) => caught.abort(error)
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  try {
    return await work(caught.signal)
  } finally {
    process.removeListener('uncaughtException', onBug)
    process.removeListener('unhandledRejection', onBug)
  }
}
