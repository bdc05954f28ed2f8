/** Takes what a script prints, as bytes, and its end. */
export interface FrameSink {
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
