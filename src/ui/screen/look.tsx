import { createContext, type ReactNode, useContext } from 'react'
import type { Language } from '../../i18n/message.js'
import { type Say, sayIn } from '../../i18n/say.js'
import type { Charset } from '../charset.js'
import type { Paint } from '../colour.js'

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

const LookContext = createContext<Look | undefined>(undefined)

export function LookProvider({ look, children }: { look: Look; children: ReactNode }) {
  return <LookContext.Provider value={look}>{children}</LookContext.Provider>
}

export function useLook(): Look {
  const look = useContext(LookContext)
  if (look === undefined) throw new Error('no look around this component')
  return look
}
