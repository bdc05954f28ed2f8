/** Cuts bytes into lines and masks them. Only whole lines are given out, so a value is never cut in two. */
export interface OutputLines {
  readonly push: (bytes: Buffer) => void
  /** The last line, when no newline ended it, and then everything that was kept, with newlines as they came. */
  readonly finish: () => string
}

export function createOutputLines(
  mask: (line: string) => string,
  {
    onLine,
    keepOutput = true,
  }: { onLine?: ((line: string) => void) | undefined; keepOutput?: boolean | undefined },
): OutputLines {
  const output: string[] = []
  let unfinished: Buffer[] = []
  const emit = (bytes: Buffer[]) => {
    const line = mask(Buffer.concat(bytes).toString('utf8'))
    if (keepOutput) output.push(line)
    onLine?.(line)
  }
  return {
    push: (bytes) => {
      let start = 0
      for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
        emit([...unfinished, bytes.subarray(start, end)])
        unfinished = []
        start = end + 1
      }
      if (start < bytes.length) unfinished.push(Buffer.from(bytes.subarray(start)))
    },
    finish: () => {
      if (unfinished.length > 0) emit(unfinished)
      else if (output.length > 0) output.push('')
      return output.join('\n')
    },
  }
}
