import { Box, Text } from 'ink'
import { useState } from 'react'
import { type Problem, problemsOf } from '../src/errors/problem.js'
import { problemCard, problemTitle } from '../src/ui/problem-card.js'
import { Choice } from '../src/ui/screen/choice.js'
import { useCell, useKeys, useLook, useNow } from '../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../src/ui/screen/rows.js'
import { type Hint, hintsOf } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { TextField } from '../src/ui/screen/text-field.js'
import { printable, wrap } from '../src/ui/text.js'
import { begin } from '../src/wizard/begin.js'
import type { Draft } from '../src/wizard/draft.js'
import { goOnWith } from '../src/wizard/go-on-with.js'
import { AskingScreen } from './asking-screen.js'
import { unfinishedText, type WelcomeChoice, welcomeItems } from './welcome/welcome-items.js'

/** What is to be done, and where; what was begun before comes first. */
export const welcome: Step = {
  enter: ({ bench, learned }) => void bench.unfinished().then(learned.unfinished.set),
  View: WelcomeView,
}

type Doing =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'typing'; readonly folder: string }
  | { readonly kind: 'opening'; readonly name: string }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[]; readonly before: Doing }

const MINUTE = 60_000

function WelcomeView(props: StepProps) {
  const { draft, change, next, take, leave, bench, learned, size } = props
  const look = useLook()
  const { say, paint, columns } = look
  const unfinished = useCell(learned.unfinished)
  const nowMs = useNow(MINUTE)
  const [doing, setDoing] = useState<Doing>({ kind: 'choosing' })
  const items = welcomeItems(unfinished, bench, nowMs, say)

  const open = async (name: string, work: () => Promise<Draft>) => {
    const before = doing
    setDoing({ kind: 'opening', name })
    try {
      take(await work())
    } catch (error) {
      setDoing({ kind: 'failed', problems: problemsOf(error), before })
    }
  }
  const choose = (choice: WelcomeChoice) => {
    if (choice === 'language') {
      change((before) => ({ ...before, language: before.language === 'en' ? 'zh' : 'en' }))
    } else if (choice === 'open') setDoing({ kind: 'typing', folder: '' })
    else if (choice === 'make-bundle') {
      if (bench.makeBundle !== undefined) leave({ kind: 'shell', command: bench.makeBundle, waits: true })
    } else if (choice === 'bundled') {
      const { bundle, openBundled } = bench
      if (openBundled !== undefined) void open(bundle?.organisation ?? '', () => openBundled(draft.language))
    } else if (choice === 'rehearse' || choice === 'machines' || choice === 'here') {
      change(begin(choice === 'rehearse' ? 'rehearsal' : choice))
      next()
    } else {
      const what = unfinished[Number(choice.slice('go-on '.length))]
      if (what === undefined) return
      const name = unfinishedText(what, nowMs, say).label
      void open(name, () => goOnWith(what, props))
    }
  }
  useKeys(({ name }) => {
    if (doing.kind === 'typing' && name === 'escape') setDoing({ kind: 'choosing' })
    else if (doing.kind === 'failed' && (name === 'escape' || name === 'enter')) setDoing(doing.before)
    else return false
    return true
  })

  const head = [
    '',
    ...[say('welcome.what'), say('welcome.how')].flatMap((line) => wrap(line, columns - 4)),
    '',
  ]
  const saved = bench.draftProblem()
  return (
    <AskingScreen question="begin" hints={hints()} learned={learned}>
      <Box flexDirection="column" paddingLeft={2}>
        <Rows lines={head} />
        {body()}
      </Box>
    </AskingScreen>
  )

  function body() {
    if (doing.kind === 'failed') {
      const card = { ...look, width: columns - 4 }
      const lines = doing.problems.flatMap((problem) => [...problemCard(problem, card), ''])
      return <Scroll lines={lines} rows={size.rows - head.length} />
    }
    if (doing.kind === 'opening') return <Text>{say('welcome.opening', { name: doing.name })}</Text>
    if (doing.kind === 'typing') {
      return (
        <Box>
          <Text>{`${say('organisation.folder')}  `}</Text>
          <TextField
            value={doing.folder}
            onChange={(folder) => setDoing({ kind: 'typing', folder })}
            onSubmit={(folder) => {
              const typed = folder.trim() || '.'
              void open(typed, () => bench.openFolder(typed, draft.language))
            }}
            placeholder={say('welcome.folder.placeholder')}
            columns={columns - 14}
          />
        </Box>
      )
    }
    return (
      <>
        <Choice items={items} onSelect={choose} limit={size.rows - head.length - 3} />
        {bench.isRehearsal ? null : <Text wrap="truncate">{`  ${paint('muted', foot())}`}</Text>}
        {saved === undefined ? null : (
          <Rows lines={problemTitle(saved, { ...look, width: columns - 4 })} rows={2} />
        )}
      </>
    )
  }

  function foot(): string {
    if (bench.bundle === undefined) return say('welcome.later')
    return say('welcome.from-bundle', { bundle: printable(bench.bundle.name) })
  }

  function hints(): Hint[] {
    if (doing.kind === 'typing') return hintsOf({ Enter: 'welcome.key.take', Esc: 'key.back' }, say)
    if (doing.kind === 'failed')
      return hintsOf({ Enter: 'key.back', '↑↓': doing.problems.length > 1 && 'key.scroll' }, say)
    return hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'key.quit' }, say)
  }
}
