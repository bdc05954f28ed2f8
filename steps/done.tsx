import { Box, Text } from 'ink'
import { useMemo, useState } from 'react'
import stringWidth from 'string-width'
import { InstallerError } from '../src/errors/problem.js'
import { doneBody } from '../src/ui/done/done-body.js'
import { ageText } from '../src/ui/measure-text.js'
import { fitText } from '../src/ui/picture/span.js'
import { problemTitle } from '../src/ui/problem-card.js'
import { useCell, useIsCovered, useKeys, useLook, useNow } from '../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../src/ui/screen/rows.js'
import { hintsOf } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { printable } from '../src/ui/text.js'
import { handover } from '../src/wizard/handover.js'
import type { RunHandle } from '../src/wizard/run-handle.js'
import { readyValue, startWork } from '../src/wizard/start-work.js'
import type { Look } from '../src/wizard/workbench.js'
import { AskingScreen, useIsAsked } from './preparing/asking-screen.js'

/** The proof that it works, asked of the services once more, and what to hand over. */
export const done: Step = { id: 'done', isNeeded: () => true, enter: (props) => void ask(props), View: Done }

const HEAD_ROWS = 2

async function ask({ session, draft }: Pick<StepProps, 'session' | 'draft'>): Promise<void> {
  const workshop = readyValue(session.workshop.get())?.workshop
  if (workshop === undefined || session.handover.get().state === 'busy') return
  const { topology, release, paths } = workshop
  await startWork<string>(session.handover, session.signal, async (signal) => {
    const look = await workshop.look(signal)
    if (!signal.aborted) session.look.set({ state: 'ready', value: look })
    return workshop.writeHandover(handover({ topology, release, look, paths, language: draft.language }))
  })
}

function Done(props: StepProps) {
  const { session, size, leave } = props
  const { say, language, charset, paint } = useLook()
  const isCovered = useIsCovered()
  const isAsked = useIsAsked(session)
  const workshop = readyValue(useCell(session.workshop))?.workshop
  const run = useCell(session.run)
  const look = since(run, readyValue(useCell(session.look)))
  const written = useCell(session.handover)
  const nowMs = useNow(1000)
  const [password, setPassword] = useState<string>()
  const [note, setNote] = useState<string>()
  const showPassword = async () => {
    if (password !== undefined) return setPassword(undefined)
    try {
      const value = await workshop?.consolePassword?.()
      if (value === undefined) setNote(say('done.no-password'))
      else setPassword(printable(value))
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error
      const look = { language, paint, width: columns - 2 }
      setNote(error.problems.slice(0, 1).flatMap((found) => problemTitle(found, look))[0])
    }
  }
  useKeys(
    ({ name, text }) => {
      if (name === 'enter') leave({ kind: 'quit' })
      else if (text === 'r') void ask(props)
      else if (text === 'p') void showPassword()
      else return false
      return true
    },
    { isActive: !isCovered && !isAsked },
  )
  const columns = size.columns
  const shows = password === undefined ? 'done.key.password' : 'done.key.hide'
  const isRehearsal = props.bench.isRehearsal || props.draft.place === 'rehearsal'
  const lines = useMemo(() => {
    if (workshop === undefined || look === undefined) return []
    const { topology, release, paths } = workshop
    const shown = password === undefined ? {} : { password }
    return doneBody(
      { topology, release, paths, look, isRehearsal, ...shown },
      { language, say, charset, columns },
    )
  }, [workshop, look, password, isRehearsal, language, say, charset, columns])

  const head = headLines()
  return (
    <AskingScreen
      question="done"
      hints={hintsOf(
        { Enter: 'done.key.finish', '↑↓': 'install.key.scroll', r: 'done.key.again', p: shows },
        say,
      )}
      session={session}
      size={size}
    >
      {workshop === undefined ? (
        <Box padding={1}>
          <Text>{say('install.none')}</Text>
        </Box>
      ) : (
        <>
          <Rows lines={head} rows={HEAD_ROWS} />
          <Scroll lines={lines} rows={size.rows - HEAD_ROWS} isActive={!isCovered} />
        </>
      )}
    </AskingScreen>
  )

  function headLines(): string[] {
    if (note !== undefined) return [` ${note}`]
    if (written.state === 'failed') {
      const card = { language, paint, width: columns - 2 }
      return written.problems
        .slice(0, 1)
        .flatMap((problem) => problemTitle(problem, card))
        .map((line) => ` ${line}`)
    }
    if (written.state === 'busy' || look === undefined) return [` ${say('done.asking')}`]
    const path = readyValue(written)
    const where = path === undefined ? '' : `  ${say('done.wrote', { path: printable(path) })}`
    const age = say('done.age', { age: ageText(ageSeconds(look, nowMs), say) })
    return [` ${paint('muted', age)}${fitText(where, columns - 1 - stringWidth(age), charset)}`]
  }
}

/** What was seen before the run had ended proves nothing about now. */
function since(run: RunHandle | undefined, look: Look | undefined): Look | undefined {
  const end = run?.snapshot().progress.finishedAt
  return look === undefined || end === undefined || Date.parse(look.at) >= Date.parse(end) ? look : undefined
}

function ageSeconds({ at }: Look, nowMs: number): number {
  return (nowMs - Date.parse(at)) / 1000
}
