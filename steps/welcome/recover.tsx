import { Box, Text } from 'ink'
import { useEffect, useState } from 'react'
import stringWidth from 'string-width'
import { type Problem, problemsOf } from '../../src/errors/problem.js'
import type { Word } from '../../src/i18n/say.js'
import { oneLine } from '../../src/ui/picture/span.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { type Look, useCell, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { hintsOf } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad, printable, wrap } from '../../src/ui/text.js'
import { completedAlias } from '../../src/wizard/hosts/host-names.js'
import { askThrough } from '../../src/wizard/probe/probe-questions.js'
import { beside } from '../../src/wizard/run-screen.js'
import type { RecoveredFolder } from '../../src/wizard/workbench.js'
import { AskingScreen } from '../asking-screen.js'

const FIELDS = ['from', 'folder', 'key'] as const
type Field = (typeof FIELDS)[number]

type Doing =
  | { readonly kind: 'typing' }
  /** `told`: what has been going on so far. */
  | { readonly kind: 'working'; readonly told: readonly string[]; readonly stop: AbortController }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] }
  | { readonly kind: 'recovered'; readonly folder: RecoveredFolder }

const TYPING: Doing = { kind: 'typing' }
const MOST_NAMES = 4

/** From one host of an organisation that runs to its folder on this computer. */
export function RecoverView({ onBack, ...props }: StepProps & { onBack: () => void }) {
  const { bench, learned, draft, take, size } = props
  const look = useLook()
  const { say, paint } = look
  const aliases = useCell(learned.sshAliases)
  const [typed, setTyped] = useState({ from: '', folder: '', key: '' })
  const [field, setField] = useState<Field>('from')
  const [lacks, setLacks] = useState<Field>()
  const [doing, setDoing] = useState<Doing>(TYPING)
  useEffect(() => void bench.sshAliases().then(learned.sshAliases.set), [bench, learned])

  const start = async () => {
    const stop = new AbortController()
    let told: readonly string[] = []
    setDoing({ kind: 'working', told, stop })
    try {
      const folder = await bench.recover(
        {
          ...typed,
          folder: typed.folder.trim() || '.',
          language: draft.language,
          tell: (step, values) => {
            told = [...told, say(`recover.${step}`, values)]
            setDoing({ kind: 'working', told, stop })
          },
          signal: AbortSignal.any([stop.signal, learned.signal]),
        },
        askThrough(learned.questions),
      )
      setDoing({ kind: 'recovered', folder })
    } catch (error) {
      setDoing(stop.signal.aborted ? TYPING : { kind: 'failed', problems: problemsOf(error) })
    }
  }
  const submit = () => {
    if (field !== 'key') return setField(beside(FIELDS, field, 1))
    const empty = FIELDS.find((one) => one !== 'folder' && typed[one].trim() === '')
    setLacks(empty)
    if (empty === undefined) void start()
    else setField(empty)
  }
  useKeys(({ name }) => {
    const isEnd = name === 'enter' || name === 'escape'
    if (doing.kind === 'typing') return typeKey(name)
    if (doing.kind === 'working' && name === 'escape') doing.stop.abort()
    else if (doing.kind === 'failed' && isEnd) setDoing(TYPING)
    else if (doing.kind === 'recovered' && isEnd) take(doing.folder.draft)
    else return false
    return true
  })

  return (
    <AskingScreen
      question={field === 'key' ? 'recover-key' : 'recover-from'}
      hints={hintsOf(HINTS[doing.kind], say)}
      learned={learned}
    >
      <Box flexDirection="column" paddingLeft={2}>
        {body()}
      </Box>
    </AskingScreen>
  )

  function typeKey(name: string): boolean {
    const completed = field === 'from' && name === 'tab' ? completedAlias(typed.from, aliases) : undefined
    if (completed !== undefined) setTyped({ ...typed, from: completed })
    else if (name === 'tab' || name === 'down') setField(beside(FIELDS, field, 1))
    else if (name === 'backtab' || name === 'up') setField(beside(FIELDS, field, -1))
    else if (name === 'escape') onBack()
    else return false
    return true
  }

  function body() {
    switch (doing.kind) {
      case 'failed':
        return <Scroll lines={cards(doing.problems, look)} rows={size.rows} />
      case 'recovered': {
        const { folder } = doing
        const there = say('recover.there', { folder: printable(folder.draft.folder) })
        const told = ['', there, '', ...folder.told].flatMap((line) => wrap(line, look.columns - 4))
        return <Scroll lines={[...told, '', ...cards(folder.problems, look)]} rows={size.rows} />
      }
      case 'working': {
        const lines = ['', ...doing.told, '', paint('muted', say('recover.changes-nothing'))]
        return <Rows lines={lines.flatMap((line) => wrap(line, look.columns - 4))} />
      }
      case 'typing':
        return form()
    }
  }

  function form() {
    const labels = FIELDS.map((one) => say(`recover.field.${one}`))
    const indent = Math.max(...labels.map((label) => stringWidth(label))) + 2
    return (
      <>
        <Rows lines={['', ...wrap(say('recover.intro'), look.columns - 4), '']} />
        {FIELDS.map((one, i) => (
          <Box key={one}>
            <Text>
              {one === field ? paint('strong', pad(labels[i] ?? '', indent)) : pad(labels[i] ?? '', indent)}
            </Text>
            <TextField
              value={typed[one]}
              onChange={(value) => {
                setLacks(undefined)
                setTyped({ ...typed, [one]: value })
              }}
              onSubmit={submit}
              isActive={one === field}
              isSecret={one === 'key'}
              placeholder={PLACEHOLDERS[one]}
              columns={look.columns - 4 - indent}
            />
          </Box>
        ))}
        <Rows
          lines={[
            '',
            ...(lacks === field
              ? [paint('warning', say('recover.empty', { field: say(`recover.field.${field}`) }))]
              : []),
            ...wrap(hint(), look.columns - 4).map((line) => paint('muted', line)),
          ]}
        />
      </>
    )
  }

  function hint(): string {
    if (field !== 'from') return say(`recover.hint.${field}`)
    if (aliases.length === 0) return say('recover.hint.from')
    const names = aliases.slice(0, MOST_NAMES).map(({ name }) => oneLine(name))
    return say('machines.aliases', { names: names.join(', ') })
  }
}

const PLACEHOLDERS: Readonly<Record<Field, string>> = { from: 'ops@10.0.0.11', folder: './bank-a', key: '' }

const HINTS: Readonly<Record<Doing['kind'], Readonly<Record<string, Word>>>> = {
  typing: { Enter: 'key.next', Tab: 'key.field', Esc: 'key.back' },
  working: { Esc: 'key.stop' },
  failed: { Enter: 'key.back', '↑↓': 'key.scroll' },
  recovered: { Enter: 'key.next', '↑↓': 'key.scroll' },
}

function cards(problems: readonly Problem[], look: Look): string[] {
  const card = { ...look, width: look.columns - 4 }
  return problems.flatMap((problem) => [...problemCard(problem, card), ''])
}
