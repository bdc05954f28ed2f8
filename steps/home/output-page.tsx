import { useEffect, useState } from 'react'
import { type Problem, problemsOf } from '../../src/errors/problem.js'
import { foldLine } from '../../src/ui/fold-line.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { useFrame } from '../../src/ui/screen/frame.js'
import { useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../../src/ui/screen/screen.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'

interface OutputPageProps {
  readonly organisation: OpenOrganisation
  readonly title: string
  /** Carried out one after the other. */
  readonly commands: readonly (readonly string[])[]
  readonly onBack: () => void
}

/** What commands say that change nothing. Leaving ends them. */
export function OutputPage({ organisation, title, commands, onBack }: OutputPageProps) {
  const { size } = useFrame()
  const look = useLook()
  const { say, paint, columns } = look
  const [text, setText] = useState('')
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [isOver, setOver] = useState(false)
  const [asked] = useState(commands)
  const [width] = useState(columns - 2)
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    const write = (more: string) => {
      if (!signal.aborted) setText((before) => before + more)
    }
    const run = async () => {
      for (const words of asked) {
        await organisation.told(words, { write, columns: width, signal })
        write('\n')
      }
      if (!signal.aborted) setOver(true)
    }
    run().catch((error: unknown) => setProblems(problemsOf(error)))
    return () => ending.abort()
  }, [organisation, asked, width])
  useKeys(({ name, text: typed }) => {
    if (name !== 'escape' && name !== 'enter' && typed !== 'q') return false
    onBack()
    return true
  })
  const cards = problems.flatMap((one) => problemCard(one, { ...look, width: columns - 2 }))
  const lines = [...text.trimEnd().split('\n'), ...cards].flatMap((line) => foldLine(line, columns - 2))
  const state = isOver || cards.length > 0 ? '' : `  ${paint('muted', say('home.output.asking'))}`
  return (
    <Screen question="home" hints={hintsOf({ '↑↓': 'key.scroll', Esc: 'key.back' }, say)}>
      <Rows lines={[` ${paint('strong', title)}${state}`, '']} rows={2} />
      <Scroll lines={lines.map((line) => ` ${line}`)} rows={size.rows - 2} />
    </Screen>
  )
}
