import { useInput } from 'ink'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Press, pressOf } from './press.js'

/**
 * Gets every press that comes while it is active; true when the key was used. A promise when what the key leads to
 * takes a moment: what is typed meanwhile waits for it, as it is meant for the screen after.
 */
export type KeyHandler = (press: Press) => boolean | undefined | Promise<void>

/** Who is asked first: a dialog, then a part of the screen (a text field), then the screen, then the program. */
const LAYERS = ['dialog', 'part', 'screen', 'program'] as const
type Layer = (typeof LAYERS)[number]

interface Listener {
  readonly layer: Layer
  handler: KeyHandler
  isActive: boolean
}

interface Keyboard {
  readonly add: (listener: Listener) => () => void
}

const KeyboardContext = createContext<Keyboard | undefined>(undefined)

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
  const keyboard = useMemo<Keyboard>(
    () => ({
      add: (listener) => {
        const all = [listener, ...listeners.current]
        listeners.current = all.toSorted((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer))
        return () => {
          listeners.current = listeners.current.filter((other) => other !== listener)
        }
      },
    }),
    [],
  )
  return <KeyboardContext.Provider value={keyboard}>{children}</KeyboardContext.Provider>
}

/**
 * Listens to the keyboard with a handler that may change with every frame. Of two in the same layer the one that
 * came later is asked first. What is covered by a dialog hears nothing.
 */
export function useKeys(
  handler: KeyHandler,
  { isActive = true, layer = 'screen' }: { isActive?: boolean; layer?: Layer } = {},
): void {
  const keyboard = useContext(KeyboardContext)
  const isCovered = useIsCovered()
  const isHeard = isActive && !isCovered
  const listener = useRef<Listener>({ layer, handler, isActive: isHeard })
  listener.current.handler = handler
  listener.current.isActive = isHeard
  // With the frame itself, not some time after it: a key that comes at once is for what is on the screen.
  useLayoutEffect(() => {
    if (keyboard === undefined) throw new Error('no keyboard around this component')
    return keyboard.add(listener.current)
  }, [keyboard])
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
