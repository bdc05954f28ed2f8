import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** The time, and a way to be told as it goes on; tests give another one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Returns the way to stop. */
  readonly every: (milliseconds: number, tick: () => void) => () => void
}

const systemClock: Clock = {
  now: () => Date.now(),
  every: (milliseconds, tick) => {
    const timer = setInterval(tick, milliseconds)
    return () => clearInterval(timer)
  },
}

const ClockContext = createContext(systemClock)

export function ClockProvider({ clock, children }: { clock: Clock; children: ReactNode }) {
  return <ClockContext.Provider value={clock}>{children}</ClockContext.Provider>
}

/** The time now, and a new frame whenever so much of it has passed while `isActive`. */
export function useNow(everyMilliseconds: number, isActive = true): number {
  const clock = useContext(ClockContext)
  const [, setTicks] = useState(0)
  useEffect(
    () => (isActive ? clock.every(everyMilliseconds, () => setTicks((ticks) => ticks + 1)) : undefined),
    [clock, everyMilliseconds, isActive],
  )
  return clock.now()
}
