/** Adds up the bytes of several files that are fetched at once. */
export interface ByteMeter {
  /** For one file: tells how many of its bytes are there. */
  readonly part: () => (done: number) => void
}

export function byteMeter(total: number, tell: (done: number, total: number) => void): ByteMeter {
  let sum = 0
  return {
    part: () => {
      let before = 0
      return (done) => {
        if (done === before) return
        sum += done - before
        before = done
        tell(sum, total)
      }
    },
  }
}
