/** What happens anywhere in the rehearsal: who waits for something looks again then, and needs no timer. */
export interface Changes {
  readonly tell: () => void
  /** Resolves with the next change after this call. */
  readonly next: () => Promise<void>
  /** Begins something that will change things by itself, such as a service that starts; returns its end. */
  readonly begin: () => () => void
  /** Nothing is under way that was begun. */
  readonly quiet: () => boolean
}

export function createChanges(): Changes {
  let waiting: (() => void)[] = []
  let underWay = 0
  const tell = () => {
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }
  return {
    tell,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    begin: () => {
      let over = false
      underWay += 1
      return () => {
        if (over) return
        over = true
        underWay -= 1
        tell()
      }
    },
    quiet: () => underWay === 0,
  }
}
