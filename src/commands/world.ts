import type { Terminal } from '../ui/screen/open-screen.js'
import type { Screens } from '../ui/screen/screens.js'
import type { ExitCode } from './exit-code.js'

/** What a command touches besides hosts. The real one is made by `process-world.ts`, others by tests. */
export interface World<Open> {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly workingDirectory: string
  /** Of this program. */
  readonly version: string
  /** Absolute path of the script that `node` is to run for this program. */
  readonly program: string
  readonly presetsDirectory: string
  /** Standard input to its end; undefined when that is a terminal. */
  readonly readInput: () => Promise<string | undefined>
  /** Absent without a terminal: then nothing ever waits for input. */
  readonly ask?: Ask
  /** Absent where no screens can be shown. */
  readonly screens?: FullScreen
  readonly interrupts: Interrupts
  readonly now: () => Date
  /** Carries out a whole command line, from within another one. */
  readonly carryOut: (argv: readonly string[], world: World<Open>) => Promise<ExitCode>
  /** How a command gets at its organisation. */
  readonly open: Open
}

/** The whole terminal, for screens. */
export interface FullScreen {
  /** Loaded when the first screen is wanted. */
  readonly load: () => Promise<Screens>
  readonly terminal: Terminal
  /** Gives a command the terminal, which no screen may have meanwhile; its exit code, or why it could not start. */
  readonly run: (command: readonly string[]) => Promise<number | Error>
  /** Stops as Ctrl-Z does, until the shell lets it go on. */
  readonly suspend: () => Promise<void>
  /** What nobody caught while `work` goes on aborts the signal that it gets, as its reason. */
  readonly catchBugs: <T>(work: (bug: AbortSignal) => Promise<T>) => Promise<T>
}

export interface Output {
  readonly write: (text: string) => void
  readonly isTTY: boolean
  readonly columns: number
}

/** The first Ctrl-C asks to stop, the second to stop at once. */
export interface Interrupts {
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}

/** A person at a terminal. Both throw `Interrupted` on Ctrl-C or when the terminal goes away. */
export interface Ask {
  readonly line: (question: string) => Promise<string>
  /** Without echo. */
  readonly secret: (question: string) => Promise<string>
}
