import { Text } from 'ink'
import { type ReactElement, useMemo } from 'react'
import type { Word } from '../src/i18n/en/words.js'
import type { Language } from '../src/i18n/message.js'
import type { Charset } from '../src/ui/charset.js'
import type { Paint } from '../src/ui/colour.js'
import { FrameContext } from '../src/ui/screen/frame.js'
import { KeyboardProvider, useKeys } from '../src/ui/screen/keys.js'
import { LookProvider, lookOf, useLook } from '../src/ui/screen/look.js'
import { bodySize } from '../src/ui/screen/screen.js'
import type { Leave, Size } from '../src/ui/screen/step.js'
import { useCell } from '../src/ui/screen/use-cell.js'
import { SMALLEST, useTerminalSize } from '../src/ui/screen/use-terminal-size.js'
import type { Cell } from '../src/wizard/cell.js'

export interface StandAloneProps {
  readonly title: Word
  readonly organisation: string
  /** Outlives the screen, which may be shown again. */
  readonly language: Cell<Language>
  readonly paint: Paint
  readonly charset: Charset
  readonly asTyped: (sentence: string) => string
  readonly onLeave: (how: Leave) => void
  /** The screen, given the size of its body. */
  readonly children: (size: Size) => ReactElement
}

/** A single screen outside of the wizard: q and Ctrl-C leave it, Ctrl-L switches its language. */
export function StandAlone(props: StandAloneProps) {
  const language = useCell(props.language)
  const { columns, rows } = useTerminalSize()
  const { paint, charset, asTyped } = props
  const look = useMemo(
    () => lookOf({ columns, rows, language, paint, charset, asTyped }),
    [columns, rows, language, paint, charset, asTyped],
  )
  return (
    <LookProvider look={look}>
      <KeyboardProvider>
        <Framed {...props} />
      </KeyboardProvider>
    </LookProvider>
  )
}

function Framed({ title, organisation, language, onLeave, children }: StandAloneProps) {
  const { say, columns, rows } = useLook()
  useKeys(
    ({ name, text }) => {
      if (name === 'ctrl-l') language.update((now) => (now === 'en' ? 'zh' : 'en'))
      else if (name === 'ctrl-z') onLeave({ kind: 'suspend' })
      else if (name === 'ctrl-c' || name === 'escape' || text === 'q') onLeave({ kind: 'quit' })
      else return false
      return true
    },
    { layer: 'program' },
  )
  if (columns < SMALLEST.columns || rows < SMALLEST.rows)
    return <Text>{say('screen.too-small', { columns, rows })}</Text>
  const size = bodySize({ columns, rows }, false)
  return (
    <FrameContext.Provider value={{ title: say(title), organisation, isRehearsal: false, size }}>
      {children(size)}
    </FrameContext.Provider>
  )
}
