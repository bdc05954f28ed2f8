import type { ExitCode } from './exit-code.js'
import type { Session } from './session.js'

/** The work of a command. */
export type Run = (session: Session, call: Call) => Promise<ExitCode>

/** Words and options as they were given; each command reads its own. */
export interface Call {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
}
