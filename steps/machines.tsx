import { Box, Text } from 'ink'
import { useEffect } from 'react'
import { explain } from '../src/i18n/explain.js'
import type { Meaning } from '../src/ui/colour.js'
import { oneLine, SIGNS } from '../src/ui/picture/span.js'
import { textWidth } from '../src/ui/picture/text-width.js'
import { SEVERITY_MEANING } from '../src/ui/problem-card.js'
import { type Look, useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { ProblemList } from '../src/ui/screen/problem-list.js'
import { Rows } from '../src/ui/screen/rows.js'
import { Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { TextField } from '../src/ui/screen/text-field.js'
import { wrap } from '../src/ui/text.js'
import type { SshAlias } from '../src/wizard/hosts/host-names.js'
import type { MachinesScreen } from '../src/wizard/machines-screen.js'
import { hostTable } from './machines/host-table.js'
import { addLineKeys, listKeys, machinesHints, questionIdOf } from './machines/machines-keys.js'
import {
  type HostState,
  isPasswordNext,
  isReady,
  type MachinesNow,
  machinesNow,
  useHostStates,
} from './machines/machines-now.js'
import { MachinesPanel, panelRows } from './machines/machines-panel.js'
import { machinesActions } from './machines/use-machines.js'

/** Which machines there are, how they are reached, and what each of them is. */
export const machines: Step = {
  View: MachinesView,
}

const MOST_MESSAGE_ROWS = 2

/** Hosts in a table that fills in while the operator goes on typing; below it what is asked, or what is wrong. */
function MachinesView(props: StepProps) {
  const { draft, learned, size } = props
  const look = useLook()
  const { say, paint, columns } = look
  const screen = useCell(learned.machines)
  const questions = useCell(learned.questions)
  const aliases = useCell(learned.sshAliases)
  const actions = machinesActions(props)
  const states = useHostStates(props)
  const now = machinesNow(screen, states, questions, size)
  // biome-ignore lint/correctness/useExhaustiveDependencies: looking begins when the screen comes on, once
  useEffect(() => actions.begin(), [])
  const isNext = isPasswordNext(screen, questions)
  useEffect(() => {
    if (isNext) actions.answerNext()
  })
  useKeys(
    ({ name, text }) => {
      // Wherever the operator is, a list is a list of hosts: a password has one line.
      if (name !== 'paste' || !text.trim().includes('\n')) return false
      actions.addPasted(text)
      return true
    },
    { layer: 'dialog' },
  )
  useKeys((press) => listKeys(press, { now, actions, props }))
  const told = messageOf(now, screen, draft.place === 'machines' ? aliases : [], look)
  const message = wrap(told.text, columns - 2).slice(0, MOST_MESSAGE_ROWS)
  const bottom = panelRows(now, screen, { ...look, rows: size.rows })
  const room = Math.max(2, size.rows - 1 - message.length - 1 - (bottom === 0 ? 0 : bottom + 1) - 1)
  const tableRows = Math.min(room, states.length + 1)
  const pointed = now.focus === 'table' || now.focus === 'form' ? now.selected?.host.name : undefined
  const table =
    states.length === 0
      ? [paint('muted', ` ${say('machines.none')}`)]
      : hostTable(states, pointed, { ...look, rows: tableRows })
  const label = ` ${say('machines.add')}  `
  if (now.focus === 'details') {
    return (
      <Screen question="machines" hints={machinesHints(now, screen, say)}>
        <ProblemList problems={now.selected?.problems ?? []} size={size} />
      </Screen>
    )
  }
  return (
    <Screen question={questionIdOf(now)} hints={machinesHints(now, screen, say)}>
      <Box flexShrink={0}>
        <Text>{now.focus === 'field' ? paint('strong', label) : label}</Text>
        <TextField
          value={screen.typed}
          onChange={(typed) => actions.set({ typed, focus: 'field', isWarned: false })}
          onSubmit={() => addLineKeys({ now, actions, props, screen })}
          isActive={now.focus === 'field'}
          placeholder={say('machines.placeholder')}
          columns={columns - textWidth(label) - 2}
        />
      </Box>
      <Rows lines={message.map((row) => ` ${paint(told.meaning, row)}`)} />
      <Rows lines={['']} />
      <Rows lines={table} rows={tableRows} />
      <Box flexDirection="column" height={bottom} flexShrink={0} marginTop={bottom === 0 ? 0 : 1}>
        <MachinesPanel now={now} screen={screen} actions={actions} rows={size.rows} />
      </Box>
      <Box flexGrow={1} />
      <Rows lines={[summaryLine(states, look)]} rows={1} />
    </Screen>
  )
}

/** What came of the line that adds, or what could be written there. */
function messageOf(
  now: MachinesNow,
  screen: MachinesScreen,
  aliases: readonly SshAlias[],
  { say, language }: Look,
): { text: string; meaning: Meaning } {
  const notReady = now.states.filter((state) => !isReady(state)).length
  if (screen.isWarned && now.states.length === 0)
    return { text: say('machines.first-one'), meaning: 'warning' }
  if (screen.isWarned && notReady > 0)
    return { text: say('machines.warned', { count: notReady }), meaning: 'warning' }
  const [first, ...more] = screen.told?.mistakes ?? []
  if (first !== undefined) {
    const added = screen.told?.added ?? 0
    const prefix = added === 0 ? '' : `${say('machines.added', { count: added })} `
    const rest = more.length === 0 ? '' : ` ${say('machines.more-mistakes', { count: more.length })}`
    const isOnly = first.problem.details.line === 1 && more.length === 0
    const { what, fix } = explain(first.problem, language)
    const told = isOnly ? `${what} ${fix.split('\n')[0]}` : say('machines.line', { line: first.line, what })
    return { text: oneLine(`${prefix}${told}${rest}`), meaning: SEVERITY_MEANING[first.problem.severity] }
  }
  if (screen.told !== undefined && screen.told.added > 0)
    return { text: say('machines.added', { count: screen.told.added }), meaning: 'done' }
  if (aliases.length > 0) {
    const names = aliases.slice(0, 6).map(({ name }) => oneLine(name))
    return { text: say('machines.aliases', { names: names.join(', ') }), meaning: 'muted' }
  }
  return { text: say('machines.example'), meaning: 'muted' }
}

/** `5 of 8 ready · 1 asks something · 2 failed`. */
function summaryLine(states: readonly HostState[], { say, paint, charset }: Look): string {
  if (states.length === 0) return ''
  const count = (marks: readonly HostState['mark'][]) =>
    states.filter(({ mark }) => marks.includes(mark)).length
  const ready = states.filter(isReady).length
  const parts: readonly (readonly [number, Parameters<Look['say']>[0], Meaning])[] = [
    [count(['waiting', 'running']), 'machines.summary.looking', 'running'],
    [count(['unknown']), 'machines.summary.asking', 'warning'],
    [count(['failed']), 'machines.summary.failed', 'failed'],
  ]
  const told = parts
    .filter(([number]) => number > 0)
    .map(([number, word, meaning]) => paint(meaning, say(word, { count: number })))
  const all = say('machines.summary', { ready, all: states.length })
  return ` ${[ready === states.length ? paint('done', all) : all, ...told].join(` ${SIGNS[charset].between} `)}`
}
