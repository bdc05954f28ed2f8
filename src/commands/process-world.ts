import { listenForInterrupts } from './interrupts.js'
import type { CommandWorld } from './session.js'
import type { Ask, Output } from './world.js'

/** What the package brings along. */
export interface Surroundings {
  /** Folder with `topologies/` and `releases/`. */
  readonly presetsDirectory: string
  readonly version: string
}

/** The world of a real process. `dispose` lets go of its signals. */
export function processWorld({ presetsDirectory, version }: Surroundings): {
  world: CommandWorld
  dispose: () => void
} {
  const interrupts = listenForInterrupts(process)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreVanishedReader)
  const mayAsk = process.stdin.isTTY === true && process.stderr.isTTY === true
  const world: CommandWorld = {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    workingDirectory: process.cwd(),
    version,
    presetsDirectory,
    readInput: async () => (process.stdin.isTTY === true ? undefined : readToEnd(process.stdin)),
    ...(mayAsk ? { ask: terminalAsk } : {}),
    interrupts: interrupts.signals,
    now: () => new Date(),
    open: async (session, needs, command) => {
      const { openOrganisation } = await import('./open-organisation.js')
      return openOrganisation(session, needs, command)
    },
  }
  return { world, dispose: interrupts.dispose }
}

/** Loaded with the first question. */
const terminalAsk: Ask = {
  line: async (question) => (await import('./read-answer.js')).readAnswer(question, process, { echo: true }),
  secret: async (question) =>
    (await import('./read-answer.js')).readAnswer(question, process, { echo: false }),
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
