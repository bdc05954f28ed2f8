import { createContext, useContext } from 'react'
import type { Size } from './step.js'

/** What the program knows about the screen that is on, for its header and its keys. */
export interface Frame {
  /** `3/10 Machines`; of screens that are no step their name. */
  readonly title: string
  readonly organisation: string
  readonly isRehearsal: boolean
  /** One line below the header: what has to be looked at again. */
  readonly notice?: string
  readonly size: Size
}

/** A frame on the screen. `?` stays answered when the step shows another screen by itself: a plan that is there now. */
export interface ShownFrame extends Frame {
  readonly isExplained: boolean
  readonly setExplained: (isExplained: boolean) => void
}

export const FrameContext = createContext<ShownFrame | undefined>(undefined)

export function useFrame(): ShownFrame {
  const frame = useContext(FrameContext)
  if (frame === undefined) throw new Error('no frame around this screen')
  return frame
}
