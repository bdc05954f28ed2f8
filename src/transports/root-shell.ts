import { ROOT_SHELL_LOOP } from './root-shell-start.js'
import type { ShellStream } from './shell-stream.js'

/** A bash that runs as root until it is closed; runs one script after the other. */
export interface RootShell {
  readonly isOpen: () => boolean
  /**
   * Resolves to the exit code. An abort rejects at once with the signal's reason, ends the script's processes
   * (first asked, two seconds later killed), and costs this shell.
   */
  readonly execute: (request: ShellRequest) => Promise<number>
  /** Has the shell itself evaluate a script, now or ahead of what is sent next, beside the script that runs. Prints nothing. */
  readonly enter: (script: string) => void
  /** A sign of life, for a shell that holds its host. */
  readonly alive: () => void
  readonly close: () => void
  /** Settles when it has ended, or the way to it has. */
  readonly closed: Promise<void>
}

interface ShellRequest {
  readonly script: string
  /** It changes nothing, and may end with the connection; any other comes to its own end. */
  readonly changesNothing?: true | undefined
  /**
   * Becomes the script's input: exactly as many bytes as the script reads before it succeeds, or the rest would be taken
   * for the next request. What it throws ends the request and the shell.
   */
  readonly body?: AsyncIterable<Buffer>
  /**
   * Output as it comes, both streams; `hold` stops reading until the promise settles. What it throws ends the request, the
   * script and the shell.
   */
  readonly onBytes: (bytes: Buffer, hold: (until: Promise<unknown>) => void) => void
  readonly signal?: AbortSignal | undefined
}

interface Pending extends ShellRequest {
  readonly id: number
  readonly resolve: (exitCode: number) => void
  readonly reject: (reason: unknown) => void
}

/**
 * Turns a bash that has just said hello into a root shell. `lost` makes the error for an end that nobody asked for; `first` is
 * entered before anything else.
 */
export function createRootShell(
  stream: ShellStream,
  nonce: string,
  lost: () => Error,
  first?: string,
): RootShell {
  const marker = `\u001e${nonce} `
  let open = true
  let pending: Pending | undefined
  let nextId = 0

  const hold = (until: Promise<unknown>) => {
    stream.stdout.pause()
    const go = () => void stream.stdout.resume()
    until.then(go, go)
  }
  const read = createFrameReader(Buffer.from(marker, 'latin1'), {
    onBytes: (bytes) => {
      try {
        pending?.onBytes(bytes, hold)
      } catch (reason) {
        giveUp(reason)
      }
    },
    onEnd: (id, exitCode) => {
      if (pending?.id !== id) return
      if (pending.body !== undefined && exitCode !== 0) open = false
      pending.resolve(exitCode)
    },
    onNonsense: () => giveUp(lost()),
  })
  stream.stdout.on('data', read)
  stream.stderr.resume()
  stream.stdin.on('error', () => {})
  void stream.closed.then(() => {
    open = false
    pending?.reject(lost())
  })
  stream.stdin.write(`${Buffer.byteLength(ROOT_SHELL_LOOP)}\n${ROOT_SHELL_LOOP}${marker}\n`)

  const enter = (script: string) => {
    // Between the bytes of a file it would be taken for some of them.
    if (open && pending?.body === undefined)
      stream.stdin.write(`enter ${Buffer.byteLength(script)}\n${script}`)
  }
  if (first !== undefined) enter(first)

  /** What still comes is read and thrown away: a shell that can't get rid of it would not end. */
  const giveUp = (reason: unknown) => {
    open = false
    stream.stdout.off('data', read)
    stream.stdout.resume()
    const given = pending
    pending = undefined
    if (given !== undefined && given.body === undefined) stream.stdin.end('stop\n')
    else stream.destroy()
    given?.reject(reason)
  }
  const send = async ({ id, script, changesNothing, body }: Pending) => {
    const head = `${id} ${Buffer.byteLength(script)}`
    if (body === undefined) {
      stream.stdin.write(`${changesNothing ? 'ask' : 'run'} ${head}\n${script}`)
      return
    }
    stream.stdin.write(`feed ${head}\n${script}`)
    for await (const chunk of body) {
      if (pending?.id !== id) return
      if (!stream.stdin.write(chunk)) await drained(stream)
    }
  }

  return {
    isOpen: () => open,
    execute: async (request) => {
      request.signal?.throwIfAborted()
      if (!open) throw lost()
      const { signal } = request
      const onAbort = () => giveUp(signal?.reason)
      try {
        return await new Promise<number>((resolve, reject) => {
          pending = { ...request, id: nextId++, resolve, reject }
          signal?.addEventListener('abort', onAbort, { once: true })
          send(pending).catch((reason: unknown) => {
            open = false
            stream.destroy()
            reject(reason)
          })
        })
      } finally {
        pending = undefined
        signal?.removeEventListener('abort', onAbort)
      }
    },
    enter,
    alive: () => {
      if (open && pending?.body === undefined) stream.stdin.write('alive\n')
    },
    close: () => {
      open = false
      stream.stdin.end()
    },
    closed: stream.closed,
  }
}

function drained(stream: ShellStream): Promise<void> {
  return new Promise((resolve) => {
    stream.stdin.once('drain', resolve)
    void stream.closed.then(resolve)
  })
}

/** Takes what a script prints, as bytes, and its end. */
interface FrameSink {
  readonly onBytes: (bytes: Buffer) => void
  readonly onEnd: (id: number, exitCode: number) => void
  /** No end of a script is so long: nothing that follows can be trusted. Called once, and nothing after it. */
  readonly onNonsense: () => void
}

/** Far more than a number, a blank and an exit code take. */
const MOST_END_BYTES = 64

/**
 * Finds the ends of scripts in the byte stream of a root shell: `<marker><id> <exit code>\n`. The marker holds a
 * nonce that no script knows, so whatever stands before it is output, binary or without a last newline alike.
 */
export function createFrameReader(marker: Buffer, sink: FrameSink): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0)
  let isNonsense = false
  return (chunk) => {
    if (isNonsense) return
    let rest = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    held = Buffer.alloc(0)
    for (;;) {
      const at = rest.indexOf(marker)
      const newline = at === -1 ? -1 : rest.indexOf(0x0a, at + marker.length)
      const outputEnd = at === -1 ? rest.length - markerStartAtEnd(rest, marker) : at
      if (outputEnd > 0) sink.onBytes(rest.subarray(0, outputEnd))
      const end = newline === -1 ? rest.length : newline
      if (end - outputEnd - marker.length > MOST_END_BYTES) {
        isNonsense = true
        sink.onNonsense()
        return
      }
      if (newline === -1) {
        held = Buffer.from(rest.subarray(outputEnd))
        return
      }
      const [id, exitCode] = rest.toString('latin1', at + marker.length, newline).split(' ')
      rest = rest.subarray(newline + 1)
      sink.onEnd(Number(id), Number(exitCode))
    }
  }
}

/** Length of the longest end of `bytes` that may be the start of a marker. */
function markerStartAtEnd(bytes: Buffer, marker: Buffer): number {
  const first = marker[0] ?? 0
  const from = Math.max(0, bytes.length - marker.length + 1)
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (marker.subarray(0, bytes.length - at).equals(bytes.subarray(at))) return bytes.length - at
  }
  return 0
}
