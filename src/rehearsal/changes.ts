/** What happens in the rehearsal: who waits for something looks again then, and needs no timer. */
export type Changes = ReturnType<typeof createChanges>

interface Waiting {
  readonly host: string | undefined
  readonly wake: () => void
}

export function createChanges() {
  let waiting: Waiting[] = []
  let underWay = 0
  /** Something has changed on one host, or, without one, for all of them. */
  const tell = (about?: string) => {
    const concerns = ({ host }: Waiting) => about === undefined || host === undefined || host === about
    const woken = waiting.filter(concerns)
    waiting = waiting.filter((one) => !concerns(one))
    for (const { wake } of woken) wake()
  }
  return {
    tell,
    /** Resolves with the next change on the host after this call; without one, with any change. */
    next: (host?: string) => new Promise<void>((wake) => waiting.push({ host, wake })),
    /** Begins something on a host that will change things by itself, such as a service that starts; returns its end. */
    begin: (host: string) => {
      let over = false
      underWay += 1
      return () => {
        if (over) return
        over = true
        underWay -= 1
        // The last one is news for everybody: nothing more will change by itself.
        tell(underWay === 0 ? undefined : host)
      }
    },
    /** Nothing is under way that was begun. */
    quiet: () => underWay === 0,
  }
}

/** Resolves once the signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Resolves once something has happened or the signal is aborted, and listens to the signal no longer than that. */
export async function happensOrAborted(happens: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  let stop = () => {}
  const aborted = new Promise<void>((resolve) => {
    stop = resolve
  })
  signal.addEventListener('abort', stop)
  await Promise.race([happens, aborted])
  signal.removeEventListener('abort', stop)
}
