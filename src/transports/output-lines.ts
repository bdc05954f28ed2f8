import { fault } from '../errors/problem.js'

/**
 * Cuts bytes into lines and masks them. Only whole lines are given out, so a value is never cut in two. What a host
 * prints has no end of its own, so `push` throws once a line, or all that is kept, is longer than any honest answer.
 */
export interface OutputLines {
  readonly push: (bytes: Buffer) => void
  /** The last line, when no newline ended it, and then everything that was kept, with newlines as they came. */
  readonly finish: () => string
}

const MEBIBYTE = 1024 * 1024
/** Consul tells of a thousand hosts in one line; that is a megabyte or two. */
const LINE_MEBIBYTES = 8
const KEPT_MEBIBYTES = 32
/** What a kept line costs beside its bytes: without it, newlines alone would be free. */
const COST_OF_A_LINE = 32

export function createOutputLines(
  mask: (line: string) => string,
  {
    host,
    onLine,
    keepOutput = true,
  }: { host: string; onLine?: ((line: string) => void) | undefined; keepOutput?: boolean | undefined },
): OutputLines {
  const output: string[] = []
  let kept = 0
  // Grows by doubling: a list of pieces would cost a hundred times as much when they come byte by byte.
  let unfinished = Buffer.alloc(0)
  let unfinishedBytes = 0
  const hold = (bytes: Buffer) => {
    const length = unfinishedBytes + bytes.length
    if (length > LINE_MEBIBYTES * MEBIBYTE) throw tooLong('connection.line-too-long', LINE_MEBIBYTES)
    if (length > unfinished.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * unfinished.length))
      unfinished.copy(larger, 0, 0, unfinishedBytes)
      unfinished = larger
    }
    bytes.copy(unfinished, unfinishedBytes)
    unfinishedBytes = length
  }
  const emit = (bytes: Buffer) => {
    const line = mask(bytes.toString('utf8'))
    if (keepOutput) {
      kept += bytes.length + COST_OF_A_LINE
      if (kept > KEPT_MEBIBYTES * MEBIBYTE) throw tooLong('connection.too-much-output', KEPT_MEBIBYTES)
      output.push(line)
    }
    onLine?.(line)
  }
  const emitUnfinished = () => {
    emit(unfinished.subarray(0, unfinishedBytes))
    unfinishedBytes = 0
  }
  const tooLong = (code: 'connection.line-too-long' | 'connection.too-much-output', mebibytes: number) =>
    fault(code, { host, mebibytes }, { host })
  return {
    push: (bytes) => {
      let start = 0
      for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
        const last = bytes.subarray(start, end)
        if (unfinishedBytes === 0) emit(last)
        else {
          hold(last)
          emitUnfinished()
        }
        start = end + 1
      }
      if (start < bytes.length) hold(bytes.subarray(start))
    },
    finish: () => {
      if (unfinishedBytes > 0) emitUnfinished()
      else if (output.length > 0) output.push('')
      return output.join('\n')
    },
  }
}
