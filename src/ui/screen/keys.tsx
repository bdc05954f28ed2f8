import { useInput } from 'ink'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'
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

/** One listener for the whole terminal, so that a key is never taken twice: the first that uses it ends its way. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const listeners = useRef<readonly Listener[]>([])
  useInput((input, key) => {
    const press = pressOf(input, key)
    for (const listener of listeners.current) {
      if (listener.isActive && listener.handler(press) === true) return
    }
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
  useEffect(() => {
    if (keyboard === undefined) throw new Error('no keyboard around this component')
    return keyboard.add(listener.current)
  }, [keyboard])
}
