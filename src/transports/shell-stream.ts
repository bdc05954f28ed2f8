import type { Readable, Writable } from 'node:stream'

/** A started program and its three streams: an SSH channel, or a local process. */
export interface ShellStream {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Settles when the program or the way to it has ended; never rejects. */
  readonly closed: Promise<void>
  /** Lets go of it at once. */
  readonly destroy: () => void
}

/** A way to start programs on one host. */
export interface Route {
  /** An abort gives up the start; what has been started is ended by `destroy`. */
  readonly start: (argv: readonly string[], signal?: AbortSignal) => Promise<ShellStream>
  readonly isOpen: () => boolean
  /** The password that the login was by. */
  readonly loginPassword?: string
  readonly close: () => Promise<void>
}
