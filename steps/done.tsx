import { Box, Text } from 'ink'
import { useMemo, useState } from 'react'
import stringWidth from 'string-width'
import { type Problem, problemsOf } from '../src/errors/problem.js'
import { doneBody } from '../src/ui/done/done-body.js'
import { ageText } from '../src/ui/measure-text.js'
import { fitText } from '../src/ui/picture/span.js'
import { problemTitle } from '../src/ui/problem-card.js'
import { useCell, useKeys, useLook, useNow } from '../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../src/ui/screen/rows.js'
import { hintsOf } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { printable } from '../src/ui/text.js'
import { handover } from '../src/wizard/handover.js'
import { isRehearsed } from '../src/wizard/prepare-run.js'
import type { RunHandle } from '../src/wizard/run-handle.js'
import { failureOf, readyValue, startWork } from '../src/wizard/start-work.js'
import type { Gathered } from '../src/wizard/workbench.js'
import { AskingScreen } from './asking-screen.js'

/** The proof that it works, asked of the services once more, and what to hand over. */
export const done: Step = { enter: (props) => void ask(props), View: Done }

const HEAD_ROWS = 2

async function ask({ learned, draft }: Pick<StepProps, 'learned' | 'draft'>): Promise<void> {
  const organisation = readyValue(learned.organisation.get())?.organisation
  if (organisation === undefined || learned.handover.get().state === 'busy') return
  const { topology, release, paths } = organisation
  await startWork<string>(learned.handover, learned.signal, async (signal) => {
    const asked = await organisation.gather(signal)
    const gathered = { ...asked, closed: await organisation.tryClosed(asked, signal) }
    if (!signal.aborted) learned.gathered.set({ state: 'ready', value: gathered })
    return organisation.writeHandover(
      handover({ topology, release, gathered, paths, language: draft.language }),
    )
  })
}

function Done(props: StepProps) {
  const { learned, size, leave, goTo } = props
  const { say, language, charset, paint, columns } = useLook()
  const organisation = readyValue(useCell(learned.organisation))?.organisation
  const run = useCell(learned.run)
  const isBackup = useCell(learned.deed)?.operated?.operation === 'backup'
  const isDay = useCell(learned.day) !== undefined
  const fromHome = useCell(learned.deed) !== undefined && !isDay
  const gathered = since(run, readyValue(useCell(learned.gathered)))
  const written = useCell(learned.handover)
  const nowMs = useNow(1000)
  const [password, setPassword] = useState<string>()
  const [note, setNote] = useState<string>()
  const showPassword = async () => {
    if (password !== undefined) return setPassword(undefined)
    try {
      const value = await organisation?.consolePassword?.()
      if (value === undefined) setNote(say('done.no-password'))
      else setPassword(printable(value))
    } catch (error) {
      setNote(titleOf(problemsOf(error))[0])
    }
  }
  useKeys(({ name, text }) => {
    if (text === 'h' || (name === 'enter' && fromHome)) goTo('home')
    else if (name === 'enter') leave({ kind: 'quit' })
    else if (text === 'r') void ask(props)
    else if (text === 'p') void showPassword()
    else return false
    return true
  })
  const isHome = fromHome ? 'done.key.home' : 'done.key.finish'
  const shows = password === undefined ? 'done.key.password' : 'done.key.hide'
  const isRehearsal = isRehearsed(props)
  const lines = useMemo(() => {
    if (organisation === undefined || gathered === undefined) return []
    const { topology, release, paths } = organisation
    const shown = password === undefined ? {} : { password }
    // The run is over and has succeeded: the newest one is its own.
    const backup = isBackup ? organisation.backups()[0] : undefined
    return doneBody(
      { topology, release, paths, gathered, isRehearsal, backup, ...shown },
      { language, say, charset, columns },
    )
  }, [organisation, gathered, password, isRehearsal, isBackup, language, say, charset, columns])

  const head = headLines()
  return (
    <AskingScreen
      question="done"
      hints={hintsOf(
        { Enter: isHome, h: !fromHome && 'done.key.home', '↑↓': 'key.scroll', r: 'done.key.again', p: shows },
        say,
      )}
      learned={learned}
    >
      {organisation === undefined ? (
        <Box padding={1}>
          <Text>{say('install.none')}</Text>
        </Box>
      ) : (
        <>
          <Rows lines={head} rows={HEAD_ROWS} />
          <Scroll lines={lines} rows={size.rows - HEAD_ROWS} />
        </>
      )}
    </AskingScreen>
  )

  function titleOf([first]: readonly Problem[]): string[] {
    return first === undefined ? [] : problemTitle(first, { language, paint, width: columns - 2 })
  }

  function headLines(): string[] {
    if (note !== undefined) return [` ${note}`]
    if (written.state === 'failed') return titleOf(failureOf(written)).map((line) => ` ${line}`)
    if (written.state === 'busy' || gathered === undefined) return [` ${say('done.asking')}`]
    const path = readyValue(written)
    const where = path === undefined ? '' : `  ${say('done.wrote', { path: printable(path) })}`
    const age = say('live.asked', { age: ageText((nowMs - Date.parse(gathered.at)) / 1000, say) })
    return [` ${paint('muted', age)}${fitText(where, columns - 1 - stringWidth(age), charset)}`]
  }
}

/** What was seen before the run had ended proves nothing about now. */
function since(run: RunHandle | undefined, gathered: Gathered | undefined): Gathered | undefined {
  const end = run?.snapshot().progress.finishedAt
  return gathered === undefined || end === undefined || Date.parse(gathered.at) >= Date.parse(end)
    ? gathered
    : undefined
}
