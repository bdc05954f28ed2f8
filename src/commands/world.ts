import type { FullScreen } from './full-screen.js'

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
  /** How a command gets at its organisation. */
  readonly open: Open
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
