import { useInput } from 'ink'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { type Language, type Say, sayIn } from '../../i18n/say.js'
import type { Cell } from '../../wizard/cell.js'
import type { Charset } from '../charset.js'
import type { Paint } from '../colour.js'
import { type Press, pressOf } from './press.js'

/** How this screen speaks and looks; the same for everything on it. */
export interface Look {
  readonly language: Language
  readonly say: Say
  /** Makes commands in a sentence what this operator types for them; `say` has done so already. */
  readonly asTyped: (sentence: string) => string
  readonly paint: Paint
  readonly charset: Charset
  /** Columns of the terminal. */
  readonly columns: number
  /** Rows of the terminal. */
  readonly rows: number
}

export function lookOf(given: Omit<Look, 'say'>): Look {
  const say = sayIn(given.language)
  return { ...given, say: (word, values) => given.asTyped(say(word, values)) }
}

export const LookContext = createContext<Look | undefined>(undefined)

export function useLook(): Look {
  const look = useContext(LookContext)
  if (look === undefined) throw new Error('no look around this component')
  return look
}

/** The value of a cell, and a new frame whenever it changes. */
export function useCell<T>(cell: Pick<Cell<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(cell.subscribe, cell.get)
}

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

/**
 * Gets every press that comes while it is active; true when the key was used. A promise when what the key leads to
 * takes a moment: what is typed meanwhile waits for it, as it is meant for the screen after.
 */
type KeyHandler = (press: Press) => boolean | undefined | Promise<void>

/**
 * Who is asked first: a dialog, then a part of the screen (a text field), then what covers the screen and lets nothing
 * through, then the screen, then the program.
 */
const LAYERS = ['dialog', 'part', 'cover', 'screen', 'program'] as const
type Layer = (typeof LAYERS)[number]

interface Listener {
  readonly layer: Layer
  handler: KeyHandler
  isActive: boolean
}

/** Takes a listener, and gives the way to be rid of it. */
const KeyboardContext = createContext<((listener: Listener) => () => void) | undefined>(undefined)

/**
 * One listener for the whole terminal, so that a key is never taken twice: the first that uses it ends its way. Keys
 * that come faster than frames wait: each meets the screen that the one before has made. Ctrl-C waits for nothing, and
 * as on every terminal it drops what was typed before it and not read yet.
 */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const listeners = useRef<readonly Listener[]>([])
  const waiting = useRef<readonly Press[]>([])
  const isHandling = useRef(false)
  const awaited = useRef<Promise<void>>(undefined)
  const [handled, setHandled] = useState(0)
  const handleNext = () => {
    const [press, ...later] = waiting.current
    waiting.current = later
    isHandling.current = press !== undefined
    if (press === undefined) return
    let used: ReturnType<KeyHandler> = false
    try {
      for (const listener of listeners.current) {
        used = listener.isActive && listener.handler(press)
        if (used !== false && used !== undefined) break
      }
    } finally {
      if (used instanceof Promise) holdUntil(used)
      else setHandled((count) => count + 1)
    }
  }
  const holdUntil = (work: Promise<void>) => {
    awaited.current = work
    void work.finally(() => {
      if (awaited.current !== work) return
      awaited.current = undefined
      setHandled((count) => count + 1)
    })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the frame of the key before is there
  useLayoutEffect(handleNext, [handled])
  useInput((input, key) => {
    const press = pressOf(input, key)
    const isStopping = press.name === 'ctrl-c' && awaited.current !== undefined
    waiting.current = isStopping ? [press] : [...waiting.current, press]
    if (isStopping) awaited.current = undefined
    if (isStopping || !isHandling.current) handleNext()
  })
  const add = useCallback((listener: Listener) => {
    const all = [listener, ...listeners.current]
    listeners.current = all.toSorted((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer))
    return () => {
      listeners.current = listeners.current.filter((other) => other !== listener)
    }
  }, [])
  return <KeyboardContext.Provider value={add}>{children}</KeyboardContext.Provider>
}

/**
 * Listens to the keyboard with a handler that may change with every frame. Of two in the same layer the one that
 * came later is asked first. What is covered by a dialog hears nothing.
 */
export function useKeys(
  handler: KeyHandler,
  { isActive = true, layer = 'screen' }: { isActive?: boolean; layer?: Layer } = {},
): void {
  const add = useContext(KeyboardContext)
  const isCovered = useIsCovered()
  const isHeard = isActive && !isCovered
  const listener = useRef<Listener>({ layer, handler, isActive: isHeard })
  listener.current.handler = handler
  listener.current.isActive = isHeard
  // With the frame itself, not some time after it: a key that comes at once is for what is on the screen.
  useLayoutEffect(() => {
    if (add === undefined) throw new Error('no keyboard around this component')
    return add(listener.current)
  }, [add])
}

/** The keys of a dialog: nothing else reaches what is below, but for what its choice needs, and the language. */
export function useDialogKeys(keys: { readonly 'ctrl-c': () => void; readonly escape: () => void }): void {
  useKeys(
    ({ name }) => {
      if (name === 'ctrl-c' || name === 'escape') keys[name]()
      return !['up', 'down', 'enter', 'ctrl-l'].includes(name)
    },
    { layer: 'dialog' },
  )
}

/** That a key was used, and by what that is still under way. */
export function usedBy(result: unknown): true | Promise<void> {
  return result instanceof Promise ? result.then(() => {}) : true
}

/** True while a dialog or an explanation lies over the screen: what is below takes no keys. */
export const CoveredContext = createContext(false)

export function useIsCovered(): boolean {
  return useContext(CoveredContext)
}
