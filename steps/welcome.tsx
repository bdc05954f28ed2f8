import { Box, Text } from 'ink'
import { useState } from 'react'
import { type Problem, problemsOf } from '../src/errors/problem.js'
import type { Say } from '../src/i18n/say.js'
import { ageText } from '../src/ui/measure-text.js'
import { problemCard, problemTitle } from '../src/ui/problem-card.js'
import { aligned, Choice, type ChoiceItem } from '../src/ui/screen/choice.js'
import { useCell, useKeys, useLook, useNow } from '../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../src/ui/screen/rows.js'
import { type Hint, hintsOf } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { TextField } from '../src/ui/screen/text-field.js'
import { printable, wrap } from '../src/ui/text.js'
import { begin } from '../src/wizard/begin.js'
import type { Draft } from '../src/wizard/draft.js'
import { goOnWith } from '../src/wizard/go-on-with.js'
import type { ImportedPlaybooks, Unfinished, Workbench } from '../src/wizard/workbench.js'
import { AskingScreen } from './asking-screen.js'
import { RecoverView } from './welcome/recover.js'

/** What is to be done, and where; what was begun before comes first. */
export const welcome: Step = {
  enter: ({ bench, learned }) => void bench.unfinished().then(learned.unfinished.set),
  View: WelcomeView,
}

type Doing =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'recovering' }
  /** The folder of an organisation, or of the old playbooks. */
  | { readonly kind: 'typing'; readonly what: 'open' | 'import'; readonly folder: string }
  | { readonly kind: 'imported'; readonly imported: ImportedPlaybooks }
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
  const importFrom = async (folder: string) => {
    const before = doing
    setDoing({ kind: 'opening', name: folder })
    try {
      setDoing({ kind: 'imported', imported: await bench.importPlaybooks(folder, draft.language) })
    } catch (error) {
      setDoing({ kind: 'failed', problems: problemsOf(error), before })
    }
  }
  const choose = (choice: WelcomeChoice) => {
    if (choice === 'language') {
      change((before) => ({ ...before, language: before.language === 'en' ? 'zh' : 'en' }))
    } else if (choice === 'open' || choice === 'import')
      setDoing({ kind: 'typing', what: choice, folder: '' })
    else if (choice === 'recover') setDoing({ kind: 'recovering' })
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
    else if (doing.kind === 'imported' && name === 'enter') take(doing.imported.draft)
    else if (doing.kind === 'imported' && name === 'escape') setDoing({ kind: 'choosing' })
    else return false
    return true
  })

  if (doing.kind === 'recovering')
    return <RecoverView {...props} onBack={() => setDoing({ kind: 'choosing' })} />
  const words = [say('welcome.what'), say('welcome.how')].flatMap((line) => wrap(line, columns - 4))
  const head = ['', ...words, '']
  const saved = bench.draftProblem()
  const { bundle, isRehearsal } = bench
  const foot =
    bundle === undefined || isRehearsal
      ? undefined
      : say('welcome.from-bundle', { bundle: printable(bundle.name) })
  return (
    <AskingScreen question="begin" hints={hints()} learned={learned}>
      <Box flexDirection="column" paddingLeft={2}>
        <Rows lines={head} />
        {body()}
      </Box>
    </AskingScreen>
  )

  function body() {
    const cards = (problems: readonly Problem[]) =>
      problems.flatMap((problem) => [...problemCard(problem, { ...look, width: columns - 4 }), ''])
    if (doing.kind === 'failed')
      return <Scroll lines={cards(doing.problems)} rows={size.rows - head.length} />
    if (doing.kind === 'imported') {
      const { problems, told } = doing.imported
      const lines = [...cards(problems), ...told.flatMap((line) => wrap(line, columns - 4))]
      return <Scroll lines={lines} rows={size.rows - head.length} />
    }
    if (doing.kind === 'opening') return <Text>{say('welcome.opening', { name: doing.name })}</Text>
    if (doing.kind === 'typing') {
      return (
        <Box>
          <Text>{`${say('organisation.folder')}  `}</Text>
          <TextField
            value={doing.folder}
            onChange={(folder) => setDoing({ ...doing, folder })}
            onSubmit={(folder) => {
              const typed = folder.trim() || '.'
              if (doing.what === 'import') void importFrom(typed)
              else void open(typed, () => bench.openFolder(typed, draft.language))
            }}
            placeholder={say(
              doing.what === 'import' ? 'welcome.import.placeholder' : 'welcome.folder.placeholder',
            )}
            columns={columns - 14}
          />
        </Box>
      )
    }
    return (
      <>
        <Choice items={items} onSelect={choose} limit={size.rows - head.length - 3} />
        {foot === undefined ? null : <Text wrap="truncate">{`  ${paint('muted', foot)}`}</Text>}
        {saved === undefined ? null : (
          <Rows lines={problemTitle(saved, { ...look, width: columns - 4 })} rows={2} />
        )}
      </>
    )
  }

  function hints(): Hint[] {
    if (doing.kind === 'typing') return hintsOf({ Enter: 'welcome.key.take', Esc: 'key.back' }, say)
    if (doing.kind === 'failed')
      return hintsOf({ Enter: 'key.back', '↑↓': doing.problems.length > 1 && 'key.scroll' }, say)
    if (doing.kind === 'imported')
      return hintsOf({ Enter: 'key.next', Esc: 'key.back', '↑↓': 'key.scroll' }, say)
    return hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'key.quit' }, say)
  }
}

const BEGINNINGS = [
  'rehearse',
  'machines',
  'here',
  'open',
  'recover',
  'import',
  'make-bundle',
  'language',
] as const
/** What was begun, by its place in the list; then what can be begun. */
type WelcomeChoice = `go-on ${number}` | 'bundled' | (typeof BEGINNINGS)[number]

/** Of what was begun, so many are offered: older ones are found by their folder. */
const MOST_UNFINISHED = 4

function welcomeItems(
  unfinished: readonly Unfinished[],
  { isRehearsal, bundle, openBundled, makeBundle }: Workbench,
  nowMs: number,
  say: Say,
): readonly ChoiceItem<WelcomeChoice>[] {
  const begun = unfinished
    .slice(0, MOST_UNFINISHED)
    .map((what, i) => ({ value: `go-on ${i}` as const, ...unfinishedText(what, nowMs, say) }))
  const organisation = openBundled && bundle?.organisation
  const bundled = {
    value: 'bundled' as const,
    label: say('welcome.bundled', { organisation: printable(organisation ?? '') }),
    remark: say('welcome.bundled.remark'),
  }
  const offered = BEGINNINGS.filter((id) => {
    if (id === 'rehearse' || id === 'language') return true
    return !isRehearsal && (id !== 'make-bundle' || makeBundle !== undefined)
  })
  const begin = offered.map((value) => ({
    value,
    label: say(`welcome.${value}`),
    remark: say(`welcome.${value}.remark`),
  }))
  return aligned([...begun, ...(organisation === undefined ? [] : [bundled]), ...begin])
}

function unfinishedText(what: Unfinished, nowMs: number, say: Say): { label: string; remark: string } {
  const organisation = printable(what.organisation)
  const since = (time: string) => ageText((nowMs - Date.parse(time)) / 1000, say)
  switch (what.kind) {
    case 'draft': {
      const left = { step: say(`step.${what.at}`), age: since(what.savedAt) }
      const hadHosts = what.isRehearsal && (what.at === 'install' || what.at === 'done')
      const named = what.isRehearsal ? 'welcome.go-on.rehearsal' : 'welcome.go-on.draft'
      return {
        label: organisation === '' ? say('welcome.go-on.nameless') : say(named, { organisation }),
        remark: say(hadHosts ? 'welcome.go-on.rehearsal.gone' : 'welcome.go-on.draft.at', left),
      }
    }
    case 'run': {
      const values = { organisation, command: printable(what.command), age: since(what.startedAt) }
      return what.isAlive
        ? { label: say('welcome.go-on.run', values), remark: say('welcome.go-on.run.alive', values) }
        : { label: say('welcome.go-on.run-ended', values), remark: say('welcome.go-on.run.ended', values) }
    }
    case 'organisation': {
      const at = { folder: printable(what.folder), age: since(what.openedAt) }
      return {
        label: say('welcome.go-on.organisation', { organisation }),
        remark: say('welcome.go-on.organisation.at', at),
      }
    }
  }
}
