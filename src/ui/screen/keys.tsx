import { useInput } from 'ink'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useIsCovered } from './covered.js'
import { type Press, pressOf } from './press.js'

/** Gets every press that comes while it is active; true when the key was used. */
export type KeyHandler = (press: Press) => boolean | undefined

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
 * that come faster than frames wait: each meets the screen that the one before has made.
 */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const listeners = useRef<readonly Listener[]>([])
  const waiting = useRef<readonly Press[]>([])
  const isHandling = useRef(false)
  const [handled, setHandled] = useState(0)
  const handleNext = () => {
    const [press, ...later] = waiting.current
    waiting.current = later
    isHandling.current = press !== undefined
    if (press === undefined) return
    try {
      listeners.current.find((listener) => listener.isActive && listener.handler(press) === true)
    } finally {
      setHandled((count) => count + 1)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the frame of the key before is there
  useLayoutEffect(handleNext, [handled])
  useInput((input, key) => {
    waiting.current = [...waiting.current, pressOf(input, key)]
    if (!isHandling.current) handleNext()
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
