import type { Screens } from '../ui/screen/screens.js'
import { fullScreen } from './full-screen.js'
import { listenForInterrupts } from './interrupts.js'
import type { CommandWorld } from './session.js'
import type { Ask, Output } from './world.js'

/** What the package brings along. */
export interface Surroundings {
  /** The full-screen side, where the package has one: loaded when it is wanted. */
  readonly screens?: () => Promise<Screens>
  /** Folder with `topologies/` and `releases/`. */
  readonly presetsDirectory: string
  readonly version: string
  readonly carryOut: CommandWorld['carryOut']
  /** Absolute path of the script that `node` is to run for this program. */
  readonly program: string
}

/** The world of a real process. `dispose` lets go of its signals. */
export function processWorld({ presetsDirectory, version, program, screens, carryOut }: Surroundings): {
  world: CommandWorld
  dispose: () => void
} {
  const interrupts = listenForInterrupts(process)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreVanishedReader)
  const mayAsk = process.stdin.isTTY === true && process.stderr.isTTY === true
  const full = fullScreen(process, screens, interrupts)
  const world: CommandWorld = {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    workingDirectory: process.cwd(),
    version,
    program,
    presetsDirectory,
    readInput: async () => (process.stdin.isTTY === true ? undefined : readToEnd(process.stdin)),
    ...(mayAsk ? { ask: terminalAsk(interrupts.signals.stop) } : {}),
    ...(full === undefined ? {} : { screens: full }),
    interrupts: interrupts.signals,
    now: () => new Date(),
    carryOut,
    open: async (session, needs, command) => {
      const { openOrganisation } = await import('./open-organisation.js')
      return openOrganisation(session, needs, command)
    },
  }
  return { world, dispose: interrupts.dispose }
}

/** Loaded with the first question. */
function terminalAsk(stop: AbortSignal): Ask {
  const ask = async (question: string, echo: boolean) =>
    (await import('./read-answer.js')).readAnswer(question, process, { echo, stop })
  return { line: (question) => ask(question, true), secret: (question) => ask(question, false) }
}

async function readToEnd(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) text += chunk
  return text
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
