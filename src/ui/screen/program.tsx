import { Text, useStdout } from 'ink'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Language } from '../../i18n/say.js'
import { isSpoken, speak } from '../../i18n/spoken.js'
import { type Frame, FrameContext } from './frame.js'
import { KeyboardProvider, LookContext, lookOf, useLook } from './hooks.js'
import type { ScreenInput } from './screens.js'
import type { Size } from './step.js'

export type ProgramLook = Pick<ScreenInput, 'paint' | 'charset' | 'asTyped'>

/** What every full-screen program stands in: how it speaks and looks in this terminal, and its keys. */
export function Program({
  language: wanted,
  paint,
  charset,
  asTyped,
  children,
}: ProgramLook & { language: Language; children: ReactNode }) {
  const { columns, rows } = useTerminalSize()
  const language = useSpoken(wanted)
  const look = useMemo(
    () => lookOf({ columns, rows, language, paint, charset, asTyped }),
    [columns, rows, language, paint, charset, asTyped],
  )
  return (
    <LookContext.Provider value={look}>
      <KeyboardProvider>{children}</KeyboardProvider>
    </LookContext.Provider>
  )
}

/** The screen that is on, a new one of these for each; in a terminal that is too small for any, a word about that. */
export function Framed({ frame, children }: { frame: Frame; children: ReactNode }) {
  const { say, columns, rows } = useLook()
  const [isExplained, setExplained] = useState(false)
  if (columns < SMALLEST.columns || rows < SMALLEST.rows)
    return <Text>{say('screen.too-small', { columns, rows })}</Text>
  return (
    <FrameContext.Provider value={{ ...frame, isExplained, setExplained }}>{children}</FrameContext.Provider>
  )
}

/** Below this no screen fits. */
const SMALLEST: Size = { columns: 60, rows: 20 }

/** That language once it is loaded; meanwhile the one before. */
function useSpoken(wanted: Language): Language {
  const [spoken, setSpoken] = useState(wanted)
  const language = isSpoken(wanted) ? wanted : spoken
  useEffect(() => {
    void speak(wanted).then(() => setSpoken(wanted))
  }, [wanted])
  return language
}

/** Follows the terminal as it is resized. */
function useTerminalSize(): Size {
  const { stdout } = useStdout()
  const [size, setSize] = useState(() => sizeOf(stdout))
  useEffect(() => {
    const onResize = () => setSize(sizeOf(stdout))
    stdout.on('resize', onResize)
    return () => void stdout.off('resize', onResize)
  }, [stdout])
  return size
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns || 80, rows: rows || 24 }
}
