import type { ReactNode } from 'react'
import type { Language, Word } from '../src/i18n/say.js'
import { useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Framed, Program, type ProgramLook } from '../src/ui/screen/program.js'
import { bodySize } from '../src/ui/screen/screen.js'
import type { Leave } from '../src/ui/screen/step.js'
import type { Cell } from '../src/wizard/cell.js'

interface StandAloneProps extends ProgramLook {
  readonly title: Word
  readonly organisation: string
  /** Outlives the screen, which may be shown again. */
  readonly language: Cell<Language>
  readonly onLeave: (how: Leave) => void
  readonly children: ReactNode
}

/** A single screen outside of the wizard: q and Ctrl-C leave it, Ctrl-L switches its language. */
export function StandAlone(props: StandAloneProps) {
  return (
    <Program {...props} language={useCell(props.language)}>
      <OneScreen {...props} />
    </Program>
  )
}

function OneScreen({ title, organisation, language, onLeave, children }: StandAloneProps) {
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
  const size = bodySize({ columns, rows }, false)
  return <Framed frame={{ title: say(title), organisation, isRehearsal: false, size }}>{children}</Framed>
}
